#include <fmt/core.h>

#include <map>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "model/modules.hpp"
#include "support/reach.hpp"

namespace ampslint {
namespace {

/// Whoever knows a port is in; `RequireUsername` makes them say some name.
bool accepts_anyone(const ModuleInForce& force) {
  if (force.access == Access::anyone) return true;
  return force.access == Access::checked &&
         access_of_module(force.module().value) == Access::anyone;
}

bool counts(const Transport& transport) {
  return !transport.is_replication() && !transport.verifies_clients &&
         is_reached_from_outside(transport) && accepts_anyone(transport.authentication);
}

std::string message(const Transport& transport, std::size_t others) {
  const Text module = transport.authentication.module();
  std::string text = "no 'Authentication' is configured";
  if (module) {
    text = fmt::format("'{}' accepts any credentials", module.value);
    if (module.value == "amps-implicit-authentication-module") text += ", or none";
  }
  text += fmt::format(": anyone can log on to {}", transport.label());
  if (others > 0) text += fmt::format(" and {} more", others);
  return text;
}

void check(const Instance& instance, Diagnostics& found) {
  // By what lets them in: one block of the instance opens many transports.
  std::map<Span, std::vector<const Transport*>> open;
  for (const Transport& transport : instance.transports) {
    if (counts(transport)) open[transport.authentication.module().where].push_back(&transport);
  }
  for (const auto& [where, transports] : open) {
    const Transport& first = *transports.front();
    found.push_back({.where = first.authentication.module() ? where : first.where(),
                     .message = message(first, transports.size() - 1)});
  }
}

}  // namespace

Rule auth_accepts_anyone() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
