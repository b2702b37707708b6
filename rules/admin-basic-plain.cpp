#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/admin.hpp"
#include "support/reach.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  const Transport* admin = admin_of(instance);
  if (admin == nullptr || !is_reached_from_outside(*admin)) return;
  // admin-tls-half-configured explains more.
  if (admin->certificate() || admin->private_key()) return;
  const Text scheme = admin->child_text("WWWAuthenticate");
  const bool in_force = admin->authentication.access != Access::anyone;
  if (!in_force || !is_known(scheme) || !to_lower(scheme.value).starts_with("basic")) return;
  found.push_back({.where = scheme.where,
                   .message = "passwords cross the network in the clear: 'Basic' without TLS",
                   .notes = {{admin->inet_addr().where, "other hosts reach this address"}}});
}

}  // namespace

Rule admin_basic_plain() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
