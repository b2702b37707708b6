#include <fmt/core.h>

#include <set>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "support/replication_targets.hpp"

namespace ampslint {
namespace {

bool is_replication(TransportType type) {
  return type == TransportType::amps_replication || type == TransportType::amps_replication_secure;
}

/// The peer has a replication transport of that type at that address too.
bool is_offered(const ReplicationTarget& aim) {
  for (const Transport* transport : listeners_at(*aim.target.instance, aim.address)) {
    if (transport->type == aim.transport->type) return true;
  }
  return false;
}

void check(const Fleet& fleet, Diagnostics& found) {
  std::set<const Element*> seen;
  each_aim(fleet, [&](const ReplicationTarget& aim) {
    const ReachedTransport& target = aim.target;
    if (target.hit != TargetKind::replication || !is_replication(aim.transport->type)) return;
    if (is_offered(aim) || !seen.insert(aim.transport->element).second) return;
    found.push_back(
        {.where = aim.transport->type_text().where,
         .message = fmt::format("'{}' connects to {}, which accepts '{}'",
                                aim.transport->type_text().value, called(*target.instance),
                                target.transport->type_text().value),
         .notes = {{target.transport->type_text().where, "its type is set here"}}});
  });
}

}  // namespace

Rule replication_type_differs() { return {Severity::error, check}; }

}  // namespace ampslint
