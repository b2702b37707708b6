#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const ActionStep& step : instance.actions) {
    const bool logon = is_action(step, "do-disable-authentication");
    // The manual uses the plural too.
    const bool rights =
        is_action(step, "do-disable-entitlement") || is_action(step, "do-disable-entitlements");
    if (!logon && !rights) continue;
    found.push_back({.where = step.module().where,
                     .message = fmt::format("this action disables {} for the whole instance",
                                            logon ? "authentication" : "entitlement")});
  }
}

}  // namespace

Rule auth_disabled_by_action() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
