#include <fmt/core.h>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "support/port_conflicts.hpp"

namespace ampslint {
namespace {

/// Two configurations of one instance, of which only one runs, or a name that is reported.
bool is_same(const Instance& a, const Instance& b) {
  return &a == &b || (is_known(a.name) && is_known(b.name) && a.name.value == b.name.value);
}

void check(const Fleet& fleet, Diagnostics& found) {
  for (const Together& host : fleet.hosts()) {
    PortConflicts claims;
    const auto add = [&](const Transport& transport) {
      const Transport* other = claims.take(transport);
      // Conflicts of an instance with itself are reported for its own configuration.
      if (other == nullptr || is_same(*transport.instance, *other->instance)) return;
      found.push_back(
          {.where = transport.inet_addr().where,
           .message = fmt::format("{} listens on port {}, which {} of {} uses on the same host",
                                  transport.label(), transport.address->port, other->label(),
                                  called(*other->instance)),
           .notes = {{other->inet_addr().where,
                      fmt::format("{} of {} is here", other->label(), called(*other->instance))}}});
    };
    for (const Instance* instance : host) {
      for (const Transport& transport : instance->transports) add(transport);
      if (instance->admin) add(*instance->admin);
    }
  }
}

}  // namespace

Rule fleet_port_conflict() { return {Severity::error, check}; }

}  // namespace ampslint
