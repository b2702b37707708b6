#include "check/fleet.hpp"

#include <algorithm>

#include "check/address_fit.hpp"
#include "model/children.hpp"

namespace ampslint {
namespace {

bool same(const Text& a, const Text& b) { return is_known(a) && is_known(b) && a.value == b.value; }

/// The instance is the one, or one of those, that the destination names.
bool is_named(const Instance& instance, const Destination& destination) {
  const Text& name = destination.name;
  if (same(name, instance.name)) return true;
  if (name && destination.group) return false;
  return same(destination.peer_group(), instance.own_group());
}

bool reaches_on_own_host(const Link& link) {
  for (const DestinationTransport& transport : link.destination->transports) {
    for (const TargetAddress& target : transport.addresses) {
      if (!target.address || !is_of_own_host(*target.address)) continue;
      if (!listeners_at(*link.to, *target.address).empty()) return true;
    }
  }
  return false;
}

bool listens_at_card_of(const Transport& transport, const Instance& other) {
  if (!transport.address || !transport.address->ip) return false;
  const IpAddress& ip = *transport.address->ip;
  if (ip.is_loopback() || ip.is_wildcard()) return false;
  return std::ranges::any_of(other.transports, [&ip](const Transport& its) {
    return its.address && its.address->ip == ip;
  });
}

}  // namespace

Fleet::Fleet(std::span<const Instance* const> all) : instances(all) {
  for (const Instance* from : instances) {
    for (const Destination& destination : from->destinations) {
      for (const Instance* to : instances) {
        if (to == from || !is_named(*to, destination)) continue;
        links.push_back({.from = from, .destination = &destination, .to = to});
      }
    }
  }
}

std::vector<Link> Fleet::links_of(const Destination& destination) const {
  std::vector<Link> found;
  std::ranges::copy_if(links, std::back_inserter(found), [&destination](const Link& link) {
    return link.destination == &destination;
  });
  return found;
}

std::vector<Link> Fleet::links_between(const Instance& from, const Instance& to) const {
  std::vector<Link> found;
  std::ranges::copy_if(links, std::back_inserter(found),
                       [&](const Link& link) { return link.from == &from && link.to == &to; });
  return found;
}

bool is_of_own_host(const Address& address) {
  return address.is_bare() || (address.ip && address.ip->is_loopback()) ||
         is_loopback_name(address.host);
}

bool replicates(const Instance& instance) {
  return !instance.destinations.empty() || instance.replication_transport() != nullptr;
}

std::vector<const Transport*> listeners_at(const Instance& instance, const Address& address) {
  std::vector<const Transport*> found;
  const auto add = [&](const Transport& transport) {
    if (!transport.address || transport.address->port != address.port) return;
    const bool own = is_of_own_host(address);
    if (address.is_bare() || fit_of(*transport.address, address.host) == AddressFit::fits ||
        (own && is_of_own_host(*transport.address))) {
      found.push_back(&transport);
    }
  };
  for (const Transport& transport : instance.transports) add(transport);
  if (instance.admin) add(*instance.admin);
  return found;
}

bool share_a_host(const Fleet& fleet, const Instance& a, const Instance& b) {
  const auto linked = [&fleet](const Instance& from, const Instance& to) {
    return std::ranges::any_of(fleet.links_between(from, to), reaches_on_own_host);
  };
  return linked(a, b) || linked(b, a) ||
         std::ranges::any_of(a.transports, [&b](const Transport& transport) {
           return listens_at_card_of(transport, b);
         });
}

}  // namespace ampslint
