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

bool write_completion(const Interface& tool, std::string_view shell, std::ostream& out) {
  const auto* found = std::ranges::find(shells, shell, &Shell::first);
  if (found == std::end(shells)) return false;
  found->second(tool, out);
  return true;
}

}  // namespace ampslint
