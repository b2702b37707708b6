#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/port_conflicts.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  PortConflicts claims;
  const auto add = [&](const Transport& transport) {
    const Transport* other = claims.take(transport);
    if (other == nullptr) return;
    found.push_back(
        {.where = transport.inet_addr().where,
         .message = fmt::format("{} and {} both listen on port {}", transport.label(),
                                other->label(), transport.address->port),
         .notes = {{other->inet_addr().where, fmt::format("{} is here", other->label())}}});
  };
  for (const Transport& transport : instance.transports) add(transport);
  if (instance.admin) add(*instance.admin);
}

}  // namespace

Rule transport_port_conflict() { return {Severity::error, check}; }

}  // namespace ampslint
