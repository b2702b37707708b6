#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  if (instance.incomplete) return;
  for (const ActionStep& step : instance.actions) {
    if (!is_known(step.module()) || is_action(step, "downgrade-replication")) return;
  }
  for (const Destination& destination : instance.destinations) {
    if (!destination.is_sync()) continue;
    found.push_back(
        {.where = destination.sync_type().where,
         .message = fmt::format("no action downgrades {}: publishers wait while it is disconnected",
                                destination.label())});
  }
}

}  // namespace

Rule replication_downgrade_missing() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
