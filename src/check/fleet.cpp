#include "check/fleet.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "check/match/address_fit.hpp"
#include "model/children.hpp"

namespace ampslint {
namespace {

bool same(const Text& a, const Text& b) { return is_known(a) && is_known(b) && a.value == b.value; }

bool may_be_same(const Text& a, const Text& b) {
  return (a && a.unresolved) || (b && b.unresolved) || same(a, b);
}

using ByText = std::unordered_map<std::string_view, Together>;

void add_under(ByText& instances, const Text& text, const Instance* instance) {
  if (is_known(text)) instances[text.value].push_back(instance);
}

Together others(const ByText& instances, const Text& text, const Instance* but) {
  Together found;
  const auto there = is_known(text) ? instances.find(text.value) : instances.end();
  if (there != instances.end()) found = there->second;
  std::erase(found, but);
  return found;
}

bool reaches(const Destination& destination, const Instance& instance) {
  for (const DestinationTransport& transport : destination.transports) {
    for (const TargetAddress& target : transport.addresses) {
      if (target.address && replication_at(instance, *target.address) != nullptr) return true;
    }
  }
  return false;
}

/// Where addresses reach some of a group's instances, those are meant; else all of them.
void keep_reached(const Destination& destination, Together& peers) {
  if (peers.size() < 2) return;
  const auto is_reached = [&](const Instance* to) { return reaches(destination, *to); };
  if (std::ranges::none_of(peers, is_reached)) return;
  std::erase_if(peers, [&](const Instance* to) { return !is_reached(to); });
}

/// Not more instances than the destination can be for: configurations of several fabrics, where
/// they are given together, mostly name the same groups.
bool can_be_for_all(const Destination& destination, const Together& peers) {
  std::size_t addresses = 0;
  for (const DestinationTransport& transport : destination.transports) {
    addresses += transport.addresses.size();
  }
  return peers.size() < 2 || peers.size() <= addresses;
}

/// Sorts instances into sets that are joined pair by pair.
class Joined {
 public:
  explicit Joined(std::span<const Instance* const> all) : all_(all), root_(all.size()) {
    std::iota(root_.begin(), root_.end(), std::size_t{0});
    for (std::size_t i = 0; i < all.size(); ++i) index_.try_emplace(all[i], i);
  }

  void join(const Instance* a, const Instance* b) {
    root_[root_of(index_.at(a))] = root_of(index_.at(b));
  }

  /// The sets of two and more, in the order of the instances.
  std::vector<Together> sets() {
    std::vector<Together> by_root(all_.size());
    for (std::size_t i = 0; i < all_.size(); ++i) by_root[root_of(i)].push_back(all_[i]);
    std::erase_if(by_root, [](const Together& set) { return set.size() < 2; });
    return by_root;
  }

 private:
  std::size_t root_of(std::size_t i) {
    while (root_[i] != i) i = root_[i] = root_[root_[i]];
    return i;
  }

  std::span<const Instance* const> all_;
  std::vector<std::size_t> root_;
  std::unordered_map<const Instance*, std::size_t> index_;
};

/// The only peer of a destination that an address of the own host reaches, or null.
const Instance* reached_on_own_host(std::span<const Link> links, const TargetAddress& target) {
  if (!target.address || !is_of_own_host(*target.address)) return nullptr;
  const Instance* reached = nullptr;
  for (const Link& link : links) {
    if (listeners_at(*link.to, *target.address).empty()) continue;
    if (reached != nullptr) return nullptr;
    reached = link.to;
  }
  return reached;
}

}  // namespace

Fleet::Fleet(std::span<const Instance* const> all) : instances(all) {
  ByText names;
  ByText groups;
  for (const Instance* instance : instances) {
    add_under(names, instance->name, instance);
    add_under(groups, instance->own_group(), instance);
  }
  for (const Instance* from : instances) {
    for (const Destination& destination : from->destinations) {
      Together peers = others(names, destination.name(), from);
      if (peers.empty()) peers = others(groups, destination.peer_group(), from);
      keep_reached(destination, peers);
      links_of_[&destination] = {links.size(), peers.size()};
      const bool certain = can_be_for_all(destination, peers);
      for (const Instance* to : peers) {
        links.push_back({from, &destination, to, certain});
      }
    }
  }
  hosts_ = find_hosts();
  for (std::size_t i = 0; i < hosts_.size(); ++i) {
    for (const Instance* instance : hosts_[i]) host_of_[instance] = i;
  }
}

std::span<const Link> Fleet::links_of(const Destination& destination) const {
  const auto found = links_of_.find(&destination);
  if (found == links_of_.end()) return {};
  return std::span(links).subspan(found->second.first, found->second.second);
}

std::vector<Link> Fleet::links_between(const Instance& from, const Instance& to) const {
  std::vector<Link> found;
  for (const Destination& destination : from.destinations) {
    for (const Link& link : links_of(destination)) {
      if (link.to == &to) found.push_back(link);
    }
  }
  return found;
}

bool Fleet::may_lead(const Destination& destination, const Instance& to) const {
  if (destination.element->incomplete) return true;
  for (const Link& link : links_of(destination)) {
    if (link.to == &to) return true;
    if (same(destination.name(), link.to->name)) return false;
  }
  return may_be_same(destination.name(), to.name) ||
         may_be_same(destination.peer_group(), to.own_group());
}

bool Fleet::share_a_host(const Instance& a, const Instance& b) const {
  const auto first = host_of_.find(&a);
  const auto second = host_of_.find(&b);
  return first != host_of_.end() && second != host_of_.end() && first->second == second->second;
}

std::vector<Together> Fleet::fabrics() const {
  Joined joined(instances);
  for (const Link& link : links) {
    if (link.certain) joined.join(link.from, link.to);
  }
  return joined.sets();
}

std::vector<Together> Fleet::find_hosts() const {
  Joined joined(instances);
  std::map<IpAddress, const Instance*> cards;
  std::map<std::string_view, const Instance*> machines;
  for (const Instance* instance : instances) {
    // A container has its ports and files for itself.
    const Placement& placement = instance->placement;
    if (!placement.machine.empty() && placement.ports.empty()) {
      joined.join(machines.try_emplace(placement.machine, instance).first->second, instance);
    }
    for (const Transport& transport : instance->transports) {
      if (!transport.address || !transport.address->ip) continue;
      const IpAddress& ip = *transport.address->ip;
      if (ip.is_loopback() || ip.is_wildcard()) continue;
      joined.join(cards.try_emplace(ip, instance).first->second, instance);
    }
    for (const Destination& destination : instance->destinations) {
      for (const DestinationTransport& transport : destination.transports) {
        for (const TargetAddress& target : transport.addresses) {
          const Instance* peer = reached_on_own_host(links_of(destination), target);
          if (peer != nullptr) joined.join(instance, peer);
        }
      }
    }
  }
  return joined.sets();
}

bool replicates(const Instance& instance) {
  return !instance.destinations.empty() || instance.replication_transport() != nullptr;
}

std::string called(const Instance& instance) {
  if (!instance.name) return "an instance without a name";
  return fmt::format("'{}'", instance.name.value);
}

bool is_of_own_host(const Address& address) { return address.is_bare() || address.is_loopback(); }

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

const Transport* replication_at(const Instance& instance, const Address& address) {
  for (const Transport* transport : listeners_at(instance, address)) {
    if (transport->is_replication()) return transport;
  }
  return nullptr;
}

Reached reached_by(const Fleet& fleet, const Instance& from, const Destination& destination) {
  Reached reached;
  for (const DestinationTransport& transport : destination.transports) {
    for (const TargetAddress& target : transport.addresses) {
      if (!target.address) continue;
      for (const Instance* to : fleet.instances) {
        const Transport* listener = replication_at(*to, *target.address);
        if (to == &from || listener == nullptr) continue;
        if (reached.only != nullptr && reached.only != to) return {};
        const bool own = reached.on_own_host || is_of_own_host(*target.address);
        reached = {to, listener, own};
      }
    }
  }
  return reached;
}

}  // namespace ampslint
