#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  if (instance.transports.size() < 2) return;
  for (const ActionStep& step : instance.actions) {
    const bool switches =
        is_action(step, "enable-transport") || is_action(step, "disable-transport");
    if (!switches || step.module().unresolved || step.element->incomplete) continue;
    const bool not_known = step.options != nullptr && step.options->incomplete;
    if (not_known || child_of(step.options, "Transport") != nullptr) continue;
    found.push_back({.where = step.module().where,
                     .message = fmt::format("without a 'Transport', '{}' applies to all transports",
                                            step.module().value)});
  }
}

}  // namespace

Rule transport_action_all() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
