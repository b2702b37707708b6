// A linter that is kept alive: checks a folder, and then again and again with one file changed.
// Prints the seconds of the first run and the median of the others.
#include <fmt/core.h>

#include <algorithm>
#include <ampslint/ampslint.hpp>
#include <array>
#include <chrono>
#include <fstream>
#include <iterator>
#include <string>

namespace {

using ampslint::api::Linter;

double seconds(const Linter& linter, const std::string& folder) {
  const auto begin = std::chrono::steady_clock::now();
  const auto result = linter.lint({.configurations = {folder}});
  const auto end = std::chrono::steady_clock::now();
  return result && result->errors.empty() ? std::chrono::duration<double>(end - begin).count()
                                          : 1e9;
}

}  // namespace

int main(int, char** arguments) {
  const std::string folder = arguments[1];
  const std::string changed = arguments[2];
  std::ifstream in(changed);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  const auto files = ampslint::kept_disk();
  const auto linter = Linter::create({.remembers = true, .threads = 0}, *files);
  const double first = seconds(*linter, folder);
  std::array<double, 15> again{};
  for (double& one : again) {
    std::ofstream(changed) << (text += '\n');
    one = seconds(*linter, folder);
  }
  std::ranges::nth_element(again, again.begin() + again.size() / 2);
  fmt::print("{} {}\n", first, again[again.size() / 2]);
}
