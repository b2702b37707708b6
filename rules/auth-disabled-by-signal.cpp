#include <algorithm>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

/// An action of its own for the signal takes the place of the default.
bool handles_signal(const ActionStep& step) {
  if (step.options == nullptr) return false;
  return std::ranges::any_of(step.options->children(), [](const Element& option) {
    return option.text().unresolved ||
           to_lower(option.text().value).find("usr1") != std::string::npos;
  });
}

void check(const Instance& instance, Diagnostics& found) {
  if (instance.incomplete || std::ranges::any_of(instance.actions, handles_signal)) return;
  for (const Transport& transport : instance.transports) {
    const ModuleInForce& force = transport.authentication;
    if (force.access != Access::checked || !force.module()) continue;
    // It is about the whole instance: once is enough.
    found.push_back({.where = force.module().where,
                     .message = "the signal SIGUSR1 disables authentication and entitlement, and "
                                "no action overrides that"});
    return;
  }
}

}  // namespace

Rule auth_disabled_by_signal() {
  return {.severity = Severity::note, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
