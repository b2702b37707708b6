#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  if (instance.incomplete || text_of(child_of(&instance.root(), "Admin"), "InetAddr")) return;
  for (const ActionStep& step : instance.actions) {
    if (!is_action(step, "on-admin")) continue;
    found.push_back({.where = step.module().where,
                     .message = "nothing can start this action: 'Admin' has no 'InetAddr'"});
  }
}

}  // namespace

Rule action_admin_unreachable() { return {Severity::error, check}; }

}  // namespace ampslint
