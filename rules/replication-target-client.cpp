#include <fmt/core.h>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "support/replication_targets.hpp"

namespace ampslint {
namespace {

void check(const Fleet& fleet, Diagnostics& found) {
  each_aim(fleet, [&](const ReplicationTarget& aim) {
    const ReachedTransport& target = aim.target;
    if (target.hit != TargetKind::other) return;
    Diagnostic reported{
        .where = aim.text.where,
        .message = fmt::format("'{}' is {} of {}, which accepts no replication", aim.text.value,
                               target.transport->label(), called(*target.instance)),
        .notes = {{target.transport->inet_addr().where, "it listens here"}}};
    if (const Transport* right = target.instance->replication_transport()) {
      reported.notes.push_back({right->inet_addr().where, "its replication transport is here"});
    }
    // Another address of a group may be of an instance that is not given.
    if (is_reached(fleet, *aim.destination)) reported.severity = Severity::warning;
    found.push_back(std::move(reported));
  });
}

}  // namespace

Rule replication_target_client() { return {Severity::error, check}; }

}  // namespace ampslint
