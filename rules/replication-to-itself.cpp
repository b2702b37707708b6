#include <fmt/core.h>

#include <algorithm>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

/// Its own listener, for certain: by a port of its own host, or by the very address.
bool is_own(const Instance& instance, const Address& target) {
  const Transport* listener = instance.replication_transport();
  if (listener == nullptr || !listener->address || listener->disabled || target.port == 0) {
    return false;
  }
  if (!is_of_own_host(target) && (!target.ip || target.ip != listener->address->ip)) return false;
  return std::ranges::count(listeners_at(instance, target), listener) != 0;
}

/// What names the destination names the instance too. A group that bears the instance's name may
/// have more members.
bool is_named(const Instance& instance, const Destination& destination) {
  const Text name = destination.peer_name();
  const Text& own = instance.name;
  if (!is_known(name) || !is_known(own) || name.value != own.value) return false;
  const bool is_group = instance.group && instance.group.value == name.value;
  return !is_group && !instance.group.unresolved && !instance.root().incomplete;
}

void check(const Instance& instance, Diagnostics& found) {
  for (const Destination& destination : instance.destinations) {
    if (is_named(instance, destination)) {
      found.push_back(
          {.where = destination.where(),
           .message = "the destination has this instance's own name, not that of another one",
           .notes = {{instance.name.where, "the instance's name is here"}},
           .severity = Severity::warning});
      continue;
    }
    for (const DestinationTransport& transport : destination.transports) {
      for (const TargetAddress& target : transport.addresses) {
        if (!target.address || !is_own(instance, *target.address)) continue;
        // With more addresses there may be one that works.
        const bool is_only = transport.addresses.size() == 1 && destination.transports.size() == 1;
        found.push_back(
            {.where = target.text().where,
             .message = fmt::format("{} has this instance's own address", destination.label()),
             .notes = {{instance.replication_transport()->inet_addr().where,
                        "the instance listens here"}},
             .severity = is_only ? Severity::error : Severity::warning});
      }
    }
  }
}

}  // namespace

Rule replication_to_itself() { return {Severity::error, check}; }

}  // namespace ampslint
