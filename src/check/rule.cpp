#include "check/rule.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/suggest.hpp"
#include "load/workspace/keys.hpp"

namespace ampslint {

std::string_view to_string(Preset preset) { return preset_names[static_cast<std::size_t>(preset)]; }

std::optional<Preset> preset_named(std::string_view name) {
  for (const Preset preset : all_presets) {
    if (to_string(preset) == name) return preset;
  }
  return std::nullopt;
}

std::span<const std::uint16_t> rules_of_kind(std::size_t kind) {
  static const auto by_kind = [] {
    std::array<std::vector<std::uint16_t>, std::variant_size_v<Check>> kinds;
    std::uint16_t index = 0;
    for (const NamedRule& named : all_rules()) {
      kinds.at(named.rule.check.index()).push_back(index++);
    }
    return kinds;
  }();
  return by_kind.at(kind);
}

bool names_rule(std::string_view word, std::string_view id) {
  if (!word.ends_with('*')) return word == id;
  return id.starts_with(word.substr(0, word.size() - 1));
}

std::string did_you_mean_rule(std::string_view word, std::span<const std::string_view> ids) {
  // A policy under the name that the workspace gives it.
  const std::string policy = std::string(policy_prefix).append(word);
  if (std::ranges::count(ids, policy) != 0) return did_you_mean(policy, ids);
  return did_you_mean(word, ids);
}

std::string summary(const NamedRule& rule) {
  std::string_view page = rule.page;
  page.remove_prefix(std::min(page.find('\n'), page.size()));
  page.remove_prefix(std::min(page.find_first_not_of('\n'), page.size()));
  std::string line(page.substr(0, page.find("\n\n")));
  for (char& c : line) {
    if (c == '\n') c = ' ';
  }
  while (line.ends_with(' ')) line.pop_back();
  return line;
}

std::string_view family(std::string_view id) {
  constexpr std::string_view hyphenated = "message-type";
  if (id.starts_with(hyphenated)) return hyphenated;
  return id.substr(0, id.find('-'));
}

std::string_view level(std::string_view id) {
  const std::string_view own = family(id);
  return own == "host" || own == "live" ? own : "static";
}

}  // namespace ampslint
