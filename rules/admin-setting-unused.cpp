#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/admin.hpp"

namespace ampslint {
namespace {

/// Nothing says who may log on: whether AMPS's default module counts for the rest is not
/// documented.
bool has_no_block(const ModuleInForce& force) {
  return force.access == Access::anyone && !force.module();
}

void check(const Instance& instance, Diagnostics& found) {
  const Transport* admin = admin_of(instance);
  if (admin == nullptr) return;
  const auto report = [&](std::string_view name, std::string_view why) {
    const Element* setting = child_of(admin->element, name);
    if (setting == nullptr) return false;
    found.push_back({.where = setting->name().where,
                     .message = fmt::format("'{}' has no effect {}", setting->name().value, why)});
    return true;
  };
  if (without_galvanometer(*admin)) {
    const std::string_view why = "while 'Galvanometer' is disabled";
    if (!report("SQLTransport", why)) report("SQLTransportInetAddr", why);
  } else if (child_of(admin->element, "SQLTransport") == nullptr) {
    report("SQLTransportInetAddr", "without an 'SQLTransport'");
  }
  if (!admin->certificate() && !admin->private_key()) {
    report("Ciphers", "without a 'Certificate' and a 'PrivateKey'");
  }
  if (!has_no_block(admin->authentication)) return;
  report("WWWAuthenticate", "without an 'Authentication'");
  if (has_no_block(admin->entitlement)) {
    report("AnonymousPaths", "without an 'Authentication' or 'Entitlement' to bypass");
  }
}

}  // namespace

Rule admin_setting_unused() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
