#include "cli/describe/completions.hpp"

#include <algorithm>
#include <utility>

namespace ampslint {
namespace {

using Shell = std::pair<std::string_view, void (*)(const Interface&, std::ostream&)>;

constexpr Shell shells[] = {{"bash", write_bash_completion},
                            {"zsh", write_zsh_completion},
                            {"fish", write_fish_completion}};

}  // namespace

std::vector<std::string> shell_names() {
  std::vector<std::string> names;
  for (const auto& [name, write] : shells) names.emplace_back(name);
  return names;
}

void write_completion(const Interface& tool, std::string_view shell, std::ostream& out) {
  std::ranges::find(shells, shell, &Shell::first)->second(tool, out);
}

}  // namespace ampslint
