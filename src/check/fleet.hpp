#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/instance.hpp"

namespace ampslint {

class Replication;

/// A destination of one instance and another given instance that it stands for.
struct Link {
  const Instance* from = nullptr;
  const Destination* destination = nullptr;
  const Instance* to = nullptr;
  bool certain = true;  ///< false: one of more instances than the destination has addresses
};

/// Instances that belong together.
using Together = std::vector<const Instance*>;

/// All instances of a run that could be read, together. Which hosts they run on is known only where
/// their configurations say.
struct Fleet {
  std::span<const Instance* const> instances;
  /// By the name that a destination gives, else by its group; by its addresses too where those
  /// reach some of a group only. In the order of the instances and their destinations.
  std::vector<Link> links;

  explicit Fleet(std::span<const Instance* const> all);
  Fleet(const Fleet&) = delete;
  Fleet& operator=(const Fleet&) = delete;

  /// The links of a destination; none where its peer is not among the instances.
  std::span<const Link> links_of(const Destination& destination) const;
  /// The links from one instance to another.
  std::vector<Link> links_between(const Instance& from, const Instance& to) const;
  /// The destination is for that instance, or may be, as far as is known.
  bool may_lead(const Destination& destination, const Instance& to) const;

  /// The instances by what certain `links` join, directly or not; those without one are left out.
  std::vector<Together> fabrics() const;
  /// The instances that run on one host, as the workspace or their configurations say: they listen
  /// at the same address of a network card, or one replicates to the other over a port of its own
  /// host.
  const std::vector<Together>& hosts() const { return hosts_; }
  bool share_a_host(const Instance& a, const Instance& b) const;

  /// What the links replicate: rules determine it once, when one of them needs it.
  mutable std::shared_ptr<const Replication> replication;

 private:
  std::vector<Together> find_hosts() const;

  std::unordered_map<const Destination*, std::pair<std::size_t, std::size_t>> links_of_;
  std::vector<Together> hosts_;
  std::unordered_map<const Instance*, std::size_t> host_of_;
};

/// This host's, whatever host that is: a port alone, or a loopback address.
bool is_of_own_host(const Address& address);

/// Takes part in replication: has destinations, or a transport for others'.
bool replicates(const Instance& instance);

/// The instance as a message says it.
std::string called(const Instance& instance);

/// The listeners of an instance, the Admin interface among them, that a connection to that address
/// may reach: by the port, and by the host as far as a listener's own address shows.
std::vector<const Transport*> listeners_at(const Instance& instance, const Address& address);

/// The replication listener that a connection to that address may reach, or null.
const Transport* replication_at(const Instance& instance, const Address& address);

/// The one other instance that takes replication where a destination connects to.
struct Reached {
  const Instance* only = nullptr;  ///< null for none, and for several
  const Transport* transport = nullptr;
  bool on_own_host = false;
};

Reached reached_by(const Fleet& fleet, const Instance& from, const Destination& destination);

}  // namespace ampslint
