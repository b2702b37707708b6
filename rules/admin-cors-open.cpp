#include "base/regex.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/admin.hpp"

namespace ampslint {
namespace {

bool takes_any_origin(std::string_view expression, const RegexBudget& budget) {
  const auto pattern = Pattern::compile(expression, budget);
  return pattern && pattern->matches("http://some-origin.invalid").value_or(false);
}

void check(const Instance& instance, Diagnostics& found) {
  const Transport* admin = admin_of(instance);
  if (admin == nullptr) return;
  const Element* origins = child_of(admin->element, "AccessControlAllowOrigin");
  if (origins == nullptr) {
    // Browsers do not take '*' for what was asked for with credentials.
    if (admin->authentication.access != Access::anyone) return;
    found.push_back(
        {.where = admin->element->name().where,
         .message =
             "no 'AccessControlAllowOrigin': pages of any site can read from the Admin interface"});
  } else if (is_known(origins->text()) &&
             takes_any_origin(origins->text().value, *instance.regexes)) {
    found.push_back({.where = origins->text().where,
                     .message = "pages of any site can read from the Admin interface"});
  }
}

}  // namespace

Rule admin_cors_open() {
  return {.severity = Severity::note, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
