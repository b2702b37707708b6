#include <fmt/core.h>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/admin.hpp"

namespace ampslint {
namespace {

/// The cookie attribute stands among those separated by semicolons, in any case.
bool has_attribute(std::string_view options, std::string_view attribute) {
  while (!options.empty()) {
    const std::size_t end = std::min(options.find(';'), options.size());
    std::string_view part = options.substr(0, end);
    options.remove_prefix(std::min(end + 1, options.size()));
    part.remove_prefix(std::min(part.find_first_not_of(" \t\r\n"), part.size()));
    part = part.substr(0, part.find_last_not_of(" \t\r\n") + 1);
    if (equal_ignoring_case(part, attribute)) return true;
  }
  return false;
}

void check(const Instance& instance, Diagnostics& found) {
  const Transport* admin = admin_of(instance);
  // The cookie stands for a logon.
  if (admin == nullptr || admin->authentication.access != Access::checked) return;
  const Element* given = child_of(admin->element, "SessionOptions");
  if (given != nullptr && !is_known(given->text())) return;
  const auto report = [&](std::string_view attribute, std::string_view why) {
    found.push_back({.where = given == nullptr ? admin->element->name().where : given->text().where,
                     .message = fmt::format(
                         "{} lack '{}': {}",
                         given == nullptr ? "AMPS's default 'SessionOptions'" : "the options",
                         attribute, why)});
  };
  if (given != nullptr && !has_attribute(given->text().value, "HttpOnly")) {
    report("HttpOnly", "scripts in the browser can read the session");
  }
  if (admin->tls && (given == nullptr || !has_attribute(given->text().value, "Secure"))) {
    report("Secure", "browsers also send the session over plain HTTP");
  }
}

}  // namespace

Rule admin_session_insecure() {
  return {.severity = Severity::note, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
