#include "support/log_targets.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/lists.hpp"
#include "model/children.hpp"

namespace ampslint {
namespace {

/// From the most talkative on; `debug` is what `info` was called before.
constexpr std::array<std::string_view, 8> levels_in_order{
    "developer", "trace", "stats", "info", "warning", "error", "critical", "emergency"};

std::string_view current_name(std::string_view level) {
  if (equal_ignoring_case(level, "debug")) return "info";
  const auto* const found = std::ranges::find_if(
      levels_in_order, [level](auto known) { return equal_ignoring_case(known, level); });
  return found == levels_in_order.end() ? std::string_view() : *found;
}

std::optional<bool> lists(const Text& list, std::string_view code, const RegexBudget& budget) {
  if (!list) return false;
  for (const std::string_view part : between_commas(list.value)) {
    const std::optional<Pattern> pattern = Pattern::compile(part, budget);
    if (!pattern) return std::nullopt;
    const std::optional<bool> matches = pattern->matches(code);
    if (!matches || *matches) return matches;
  }
  return false;
}

}  // namespace

bool LogTarget::is_known() const {
  return !element->incomplete && !level().unresolved && !levels().unresolved &&
         !include_errors().unresolved && !exclude_errors().unresolved;
}

bool LogTarget::takes_level(std::string_view wanted) const {
  const auto* const at = std::ranges::find(levels_in_order, wanted);
  const auto* const least = std::ranges::find(levels_in_order, current_name(level().value));
  if (level() && least != levels_in_order.end() && least <= at) return true;
  return std::ranges::any_of(between_commas(levels().value),
                             [wanted](auto word) { return current_name(word) == wanted; });
}

std::optional<bool> LogTarget::includes(std::string_view code, const RegexBudget& budget) const {
  return lists(include_errors(), code, budget);
}

std::optional<bool> LogTarget::excludes(std::string_view code, const RegexBudget& budget) const {
  return lists(exclude_errors(), code, budget);
}

std::vector<LogTarget> read_log_targets(const Element& root) {
  std::vector<LogTarget> targets;
  const Element* logging = child_of(&root, "Logging");
  if (logging == nullptr) return targets;
  for (const Element& target : logging->children()) {
    if (target.is_in_any_case("Target")) targets.push_back({.element = &target});
  }
  return targets;
}

bool logging_is_unknown(const Element& root, const std::vector<LogTarget>& targets) {
  const Element* logging = child_of(&root, "Logging");
  if (root.incomplete || (logging != nullptr && logging->incomplete)) return true;
  return !std::ranges::all_of(targets, &LogTarget::is_known);
}

}  // namespace ampslint
