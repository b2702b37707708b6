#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  if (instance.incomplete) return;
  const ActionStep* downgrade = nullptr;
  for (const ActionStep& step : instance.actions) {
    if (!is_known(step.module()) || is_action(step, "upgrade-replication")) return;
    if (is_action(step, "downgrade-replication") && downgrade == nullptr) downgrade = &step;
  }
  if (downgrade == nullptr) return;
  found.push_back({.where = downgrade->module().where,
                   .message = "no action upgrades the destinations that this one downgrades"});
}

}  // namespace

Rule replication_upgrade_missing() { return {Severity::warning, check}; }

}  // namespace ampslint
