#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/admin.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  const Transport* admin = admin_of(instance);
  if (admin == nullptr || admin->authentication.access != Access::checked) return;
  if (child_of(admin->element, "WWWAuthenticate") != nullptr) return;
  const Text module = admin->authentication.module();
  found.push_back(
      {.where = admin->element->name().where,
       .message = "no 'WWWAuthenticate': browsers are asked to 'Negotiate', not for a password",
       .notes = {{module.where, fmt::format("'{}' checks them", module.value)}}});
}

}  // namespace

Rule admin_authenticate_default() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
