#include <fmt/core.h>

#include <algorithm>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

bool wants_it_back(const Instance& instance) {
  for (const Destination& destination : instance.destinations) {
    for (const ReplicatedTopic& topic : destination.topics) {
      if (topic.validates("replicate")) return true;
    }
  }
  return false;
}

/// As in a trial with all instances on one host.
bool is_on_one_host(const Instance& instance) {
  for (const Destination& destination : instance.destinations) {
    for (const DestinationTransport& transport : destination.transports) {
      for (const TargetAddress& target : transport.addresses) {
        if (target.address && is_of_own_host(*target.address)) return true;
      }
    }
  }
  return false;
}

void check(const Instance& instance, Diagnostics& found) {
  if (instance.incomplete) return;
  const Transport* listener = instance.replication_transport();
  if (listener == nullptr) {
    const bool has_other = std::ranges::any_of(instance.transports, [](const Transport& transport) {
      return transport.type == TransportType::unknown;
    });
    if (has_other || !wants_it_back(instance)) return;
    found.push_back(
        {.where = child_of(&instance.root(), "Replication")->name().where,
         .message =
             "no transport of type 'amps-replication' accepts what the peers replicate back"});
    return;
  }
  const std::optional<Address>& address = listener->address;
  if (!address || address->is_bare() || !is_of_own_host(*address) || is_on_one_host(instance))
    return;
  found.push_back(
      {.where = listener->inet_addr().where,
       .message = fmt::format("{} accepts no connections from other hosts", listener->label())});
}

}  // namespace

Rule replication_listener_unreachable() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
