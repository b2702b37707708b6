#include <fmt/core.h>

#include <set>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "support/missing_elements.hpp"
#include "support/replication_targets.hpp"

namespace ampslint {
namespace {

using Elements = std::set<const Element*>;

/// Those whose peer is known to demand credentials: replication-credentials-missing's.
Elements with_strict_peer(const Fleet& fleet) {
  Elements all;
  each_aim(fleet, [&all](const ReplicationTarget& aim) {
    if (aim.target.hit != TargetKind::replication) return;
    if (aim.target.transport->authentication.access == Access::checked) {
      all.insert(aim.transport->element);
    }
  });
  return all;
}

void check_instance(const Instance& instance, const Elements& strict, Diagnostics& found) {
  if (may_have(instance.root(), "Authenticator")) return;
  for (const Destination& destination : instance.destinations) {
    for (const DestinationTransport& transport : destination.transports) {
      if (transport.addresses.empty() || may_have(*transport.element, "Authenticator")) continue;
      if (strict.contains(transport.element)) continue;
      found.push_back(
          {.where = transport.element->name().where,
           .message = fmt::format(
               "no 'Authenticator': AMPS sends {} the name of the user it runs as, and no password",
               destination.label())});
    }
  }
}

void check(const Fleet& fleet, Diagnostics& found) {
  const Elements strict = with_strict_peer(fleet);
  for (const Instance* instance : fleet.instances) check_instance(*instance, strict, found);
}

}  // namespace

Rule replication_authenticator_missing() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
