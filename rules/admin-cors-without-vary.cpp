#include <algorithm>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/admin.hpp"

namespace ampslint {
namespace {

bool varies_by_origin(const Text& header) {
  const std::string text = to_lower(header.value);
  return header.unresolved || (text.starts_with("vary") && text.find("origin") != npos);
}

void check(const Instance& instance, Diagnostics& found) {
  const Transport* admin = admin_of(instance);
  if (admin == nullptr) return;
  const Element* origins = child_of(admin->element, "AccessControlAllowOrigin");
  if (origins == nullptr) return;
  if (std::ranges::any_of(texts_of(admin->element, "Header"), varies_by_origin)) return;
  found.push_back({.where = origins->name().where,
                   .message = "'AccessControlAllowOrigin' without the 'Header' 'Vary: Origin': "
                              "caches may give one site the answer meant for another"});
}

}  // namespace

Rule admin_cors_without_vary() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
