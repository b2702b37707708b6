#include <fmt/core.h>

#include <set>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "support/replication_targets.hpp"

namespace ampslint {
namespace {

using Elements = std::set<const Element*>;

/// Those whose peer is known to want TLS: replication-type-differs's.
Elements with_secure_peer(const Fleet& fleet) {
  Elements all;
  each_aim(fleet, [&all](const ReplicationTarget& aim) {
    if (aim.target.hit != TargetKind::replication) return;
    if (aim.target.transport->type == TransportType::amps_replication_secure) {
      all.insert(aim.transport->element);
    }
  });
  return all;
}

void check_destination(const Destination& destination, const Elements& secure, Diagnostics& found) {
  for (const DestinationTransport& transport : destination.transports) {
    if (transport.type != TransportType::amps_replication) continue;
    if (secure.contains(transport.element)) continue;
    for (const TargetAddress& target : transport.addresses) {
      if (!target.address || is_of_own_host(*target.address)) continue;
      found.push_back(
          {.where = transport.type_text().where,
           .message = fmt::format("everything sent to {} is in clear text", destination.label()),
           .notes = {{target.text().where, "it is on another host"}}});
      break;
    }
  }
}

void check(const Fleet& fleet, Diagnostics& found) {
  const Elements secure = with_secure_peer(fleet);
  for (const Instance* instance : fleet.instances) {
    for (const Destination& destination : instance->destinations) {
      check_destination(destination, secure, found);
    }
  }
}

}  // namespace

Rule replication_clear_text() {
  return {.severity = Severity::note, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
