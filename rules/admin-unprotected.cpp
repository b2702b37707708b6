#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/admin.hpp"
#include "support/reach.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  const Transport* admin = admin_of(instance);
  if (admin == nullptr || !is_reached_from_outside(*admin)) return;
  if (admin->entitlement.access != Access::anyone) return;
  const Access access = admin->authentication.access;
  if (access != Access::anyone && access != Access::checked) return;
  const bool named = access == Access::checked;
  Diagnostic diagnostic{
      .where = admin->inet_addr().where,
      .message = fmt::format("{} '{}' can run administrative actions",
                             named ? "every user who can log on at" : "anyone who can reach",
                             admin->inet_addr().value)};
  if (admin->entitlement.module()) {
    diagnostic.notes.push_back(
        {admin->entitlement.module().where, "this module allows everything"});
  } else {
    diagnostic.notes.push_back(
        {admin->element->name().where, "no Entitlement: AMPS's default allows everything"});
  }
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule admin_unprotected() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
