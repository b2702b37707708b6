#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

/// Any action about statistics will do, or one that is not known.
bool tends_statistics(const ActionStep& step) {
  return step.module().unresolved || step.element->incomplete ||
         step.module().value.find("statistics") != std::string_view::npos;
}

void check(const Instance& instance, Diagnostics& found) {
  if (instance.incomplete) return;
  const Text file = text_of(child_of(&instance.root(), "Admin"), "FileName");
  if (!is_known(file) || file.value == ":memory:") return;
  if (std::ranges::any_of(instance.actions, tends_statistics)) return;
  found.push_back(
      {.where = file.where,
       .message = fmt::format("'{}' only grows: no action truncates the statistics", file.value)});
}

}  // namespace

Rule admin_statistics_untruncated() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
