#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "model/instance.hpp"

namespace ampslint {

/// A destination of one instance and another given instance that it stands for.
struct Link {
  const Instance* from = nullptr;
  const Destination* destination = nullptr;
  const Instance* to = nullptr;
};

/// All instances of a run that could be read, together. Which hosts they run on is known only where
/// their configurations tell.
struct Fleet {
  std::span<const Instance* const> instances;
  std::vector<Link> links;  ///< by the names and groups that destinations give

  explicit Fleet(std::span<const Instance* const> all);

  /// The links of a destination; none where its peer is not among the instances.
  std::vector<Link> links_of(const Destination& destination) const;
  /// The links from one instance to another.
  std::vector<Link> links_between(const Instance& from, const Instance& to) const;
};

/// This host's, whatever host that is: a port alone, or a loopback address.
bool is_of_own_host(const Address& address);

/// Takes part in replication: has destinations, or a transport for others'.
bool replicates(const Instance& instance);

/// The listeners of an instance, the Admin interface among them, that a connection to that address
/// may reach: by the port, and by the host as far as a listener's own address tells.
std::vector<const Transport*> listeners_at(const Instance& instance, const Address& address);

/// Their configurations tell that both run on one host: they listen at the same address of a
/// network card, or one replicates to the other over a port of its own host.
bool share_a_host(const Fleet& fleet, const Instance& a, const Instance& b);

}  // namespace ampslint
