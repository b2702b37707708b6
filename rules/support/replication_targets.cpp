#include "support/replication_targets.hpp"

#include <algorithm>

namespace ampslint {
namespace {

ReachedTransport target_at(const Instance& instance, const Address& address) {
  ReachedTransport best{.instance = &instance};
  const auto offer = [&best](TargetKind hit, const Transport& transport, AddressFit fit) {
    if (hit > best.hit) best = {hit, best.instance, &transport, fit};
  };
  for (const Transport* transport : listeners_at(instance, address)) {
    offer(transport->is_replication() ? TargetKind::replication : TargetKind::other, *transport,
          AddressFit::fits);
  }
  for (const Transport& transport : instance.transports) {
    if (!transport.is_replication() || !transport.address) continue;
    if (transport.address->port != address.port || address.is_bare()) continue;
    offer(TargetKind::bound, transport, fit_of(*transport.address, address.host));
  }
  return best;
}

/// What it listens at for replication is known.
bool is_known_to_listen(const Instance& instance) {
  return !instance.incomplete &&
         std::ranges::none_of(instance.transports, [](const Transport& transport) {
           const bool may_replicate =
               transport.is_replication() || transport.type == TransportType::unknown;
           return may_replicate && (!transport.address || transport.disabled);
         });
}

void aim_all(const Instance& from, const Destination& destination, std::span<const Link> links,
             const std::function<void(const ReplicationTarget&)>& visit) {
  for (const DestinationTransport& transport : destination.transports) {
    for (const TargetAddress& to : transport.addresses) {
      if (!to.address) continue;
      ReplicationTarget aim{&from, &destination, &transport, to.text(), *to.address, {}};
      for (const Link& link : links) {
        const ReachedTransport target = target_at(*link.to, *to.address);
        if (aim.target.instance == nullptr || target.hit > aim.target.hit) aim.target = target;
      }
      visit(aim);
    }
  }
}

}  // namespace

void each_aim(const Fleet& fleet, const std::function<void(const ReplicationTarget&)>& visit) {
  for (const Instance* from : fleet.instances) {
    for (const Destination& destination : from->destinations) {
      const std::span<const Link> links = fleet.links_of(destination);
      const bool known =
          std::ranges::all_of(links, [](const Link& link) { return is_known_to_listen(*link.to); });
      if (known && !links.empty()) aim_all(*from, destination, links, visit);
    }
  }
}

bool is_reached(const Fleet& fleet, const Destination& destination) {
  for (const DestinationTransport& transport : destination.transports) {
    if (transport.element->incomplete) return true;
    for (const TargetAddress& to : transport.addresses) {
      if (!to.address) return true;
      for (const Link& link : fleet.links_of(destination)) {
        if (target_at(*link.to, *to.address).hit >= TargetKind::bound) return true;
      }
    }
  }
  return false;
}

}  // namespace ampslint
