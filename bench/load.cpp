// Loads a configuration from memory with pugixml in place and into our tree with spans; prints the
// seconds of each.
#include <fmt/core.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <pugixml.hpp>
#include <string>
#include <utility>

#include "load/document.hpp"

namespace {

template <typename Work>
double seconds(const Work& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

int main(int, char** arguments) {
  const std::string path = arguments[1];
  std::ifstream in(path);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  std::string buffer = text;
  bool loaded = false;
  const double theirs = seconds([&] {
    pugi::xml_document document;
    loaded = document.load_buffer_inplace(buffer.data(), buffer.size());
  });
  buffer = {};
  const double ours = seconds([&] {
    ampslint::Sources sources;
    ampslint::Arena arena;
    const auto* root = ampslint::read_running(path, std::move(text), sources, arena);
    loaded = loaded && root != nullptr;
  });
  fmt::print("{} {}\n", theirs, ours);
  return loaded ? 0 : 1;
}
