#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "model/value.hpp"

namespace ampslint {
namespace {

/// Why nobody can have authenticated to the Admin interface; empty where somebody can.
std::string_view obstacle(const Instance& instance) {
  if (!instance.admin) return "the Admin interface does not listen";
  const ModuleInForce& force = instance.admin->authentication;
  const bool none = force.access == Access::anyone && !force.module();
  return none ? "the Admin interface has no 'Authentication'" : "";
}

void check(const Instance& instance, Diagnostics& found) {
  if (instance.incomplete || obstacle(instance).empty()) return;
  for (const ProtocolDefinition& defined : instance.protocols) {
    const Text trusted = text_of(defined.element, "TrustedAdmin");
    if (defined.protocol != Protocol::websocket || !is_known(trusted)) continue;
    if (!parse_boolean(trusted.value).value_or(false)) continue;
    found.push_back(
        {.where = trusted.where,
         .message = fmt::format("'TrustedAdmin' has no effect: {}", obstacle(instance))});
  }
}

}  // namespace

Rule protocol_admin_missing() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
