#include <fmt/core.h>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "support/replication_targets.hpp"

namespace ampslint {
namespace {

std::string reason(const ReplicationTarget& aim) {
  const Transport& transport = *aim.target.transport;
  const std::string peer = called(*aim.target.instance);
  if (aim.target.fit == AddressFit::other_family) {
    return fmt::format("{} accepts replication over {} only, and '{}' is not such an address", peer,
                       transport.address->ip && transport.address->ip->v6 ? "IPv6" : "IPv4",
                       aim.address.host);
  }
  return fmt::format("{} accepts replication on '{}' only, which '{}' does not reach", peer,
                     transport.address->host, aim.address.host);
}

void check(const Fleet& fleet, Diagnostics& found) {
  each_aim(fleet, [&](const ReplicationTarget& aim) {
    if (aim.target.hit != TargetKind::bound) return;
    Diagnostic reported{.where = aim.text.where,
                        .message = reason(aim),
                        .notes = {{aim.target.transport->inet_addr().where, "it listens here"}}};
    if (aim.target.fit == AddressFit::loopback_only) reported.severity = Severity::error;
    found.push_back(std::move(reported));
  });
}

}  // namespace

Rule replication_target_bound() { return {Severity::warning, check}; }

}  // namespace ampslint
