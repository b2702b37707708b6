#include "check/match/address_index.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/ascii.hpp"
#include "base/suggest.hpp"
#include "check/match/alternatives.hpp"
#include "check/match/proxy.hpp"
#include "check/match/transport_class.hpp"
#include "model/modules.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

/// Everything that listens on one port.
struct Port {
  std::array<Group, place_count> places;  ///< `bound` holds every bound address together
  std::map<IpAddress, Group> by_ip;       ///< bound addresses, each
};

void collect(const Group& group, AddressFit fit, const ConnectionString& client,
             std::vector<Match>& matches) {
  for (const TransportClass& transport_class : group) {
    matches.push_back({.client = client,
                       .transport = transport_class.nearest_for(client.message_type()),
                       .fit = fit});
  }
}

void sort_by_distance(const ConnectionString& client, std::vector<Match>& matches) {
  if (matches.size() < 2) return;
  std::vector<std::pair<int, const Match*>> order;
  for (const Match& match : matches) {
    order.emplace_back(distance(client, *match.transport), &match);
  }
  std::ranges::stable_sort(order, {}, &std::pair<int, const Match*>::first);
  std::vector<Match> sorted;
  for (const auto& [steps, match] : order) sorted.push_back(*match);
  matches.swap(sorted);
}

using ByPort = std::map<std::uint16_t, const Transport*>;

constexpr int no_port = 1 << 16;  ///< farther than any two ports are apart

int steps_between(std::uint16_t a, std::uint16_t b) { return a < b ? b - a : a - b; }

ByPort::const_iterator nearest_to(std::uint16_t port, const ByPort& by_port) {
  const auto above = by_port.lower_bound(port);
  if (above == by_port.begin()) return above;
  const auto below = std::prev(above);
  if (above == by_port.end()) return below;
  return steps_between(port, below->first) <= steps_between(port, above->first) ? below : above;
}

}  // namespace

/// What the index looks things up in.
struct AddressIndex::Tables {
  std::unordered_map<std::uint16_t, Port> ports;
  std::unordered_map<std::string_view, Group> sockets;
  /// Where a string that nothing serves may have been meant to go, by TLS and protocol, by port.
  std::map<std::pair<bool, Protocol>, ByPort> by_kind;
  std::unordered_map<std::string, const Instance*> by_name;  ///< in lower case
  const Transport* any_socket = nullptr;
  const Transport* any = nullptr;

  bool unseen_sockets = false;
  bool unseen_ports = false;

  /// `outside`: as clients reach it that are in no container beside it.
  void add(const Instance& instance, bool outside) {
    const bool unseen = !instance.readable || instance.incomplete;
    unseen_sockets |= unseen;
    unseen_ports |= unseen;
    const bool knows_types = knows_its_message_types(instance);
    for (const Transport& transport : instance.transports) {
      if (has_address(transport)) add(transport, knows_types, outside);
      unseen_sockets |= may_be_unseen_socket(transport);
      unseen_ports |= may_listen_unseen(transport);
    }
    if (instance.admin && instance.admin->address) add(*instance.admin, true, outside);
    if (instance.name) by_name.emplace(to_lower(instance.name.value), &instance);
  }

  void add(const Transport& transport, bool knows_types, bool outside) {
    const TransportTraits traits = traits_of(transport, knows_types);
    if (any == nullptr && !transport.is_admin) any = &transport;
    if (transport.is_unix()) {
      if (any_socket == nullptr) any_socket = &transport;
      add_to(sockets[transport.file_name().value], traits, transport);
      return;
    }
    if (!outside || transport.instance->placement.ports.empty()) {
      add_at(transport.address->port, place_of(*transport.address), traits, transport);
      return;
    }
    const Place place = published_place_of(*transport.address);
    for (const std::uint16_t port : transport.ports_outside()) {
      add_at(port, place, traits, transport);
    }
  }

  void add_at(std::uint16_t number, Place place, const TransportTraits& traits,
              const Transport& transport) {
    const Address& address = *transport.address;
    Port& port = ports[number];
    add_to(port.places[static_cast<std::size_t>(place)], traits, transport);
    if (place == Place::bound) add_to(port.by_ip[*address.ip], traits, transport);
    if (!transport.is_replication() && !transport.is_admin) {
      by_kind[{transport.tls, transport.protocol}].emplace(number, &transport);
    }
  }

  std::vector<Match> at_port(const ConnectionString& client, std::string_view name,
                             const Port& port) const {
    const std::optional<IpAddress> ip = parse_ip(name);
    const Host host = host_of(name, ip);
    std::vector<Match> found;
    if (ip) {
      if (const auto same = port.by_ip.find(*ip); same != port.by_ip.end()) {
        collect(same->second, AddressFit::fits, client, found);
      }
    }
    const auto collect_where = [&](bool fitting) {
      for (std::size_t place = 0; place < place_count; ++place) {
        const AddressFit fit = fit_of(host, static_cast<Place>(place));
        if ((fit == AddressFit::fits) == fitting) collect(port.places[place], fit, client, found);
      }
    };
    collect_where(true);
    if (found.empty()) collect_where(false);
    sort_by_distance(client, found);
    return found;
  }

  /// By what it would accept, then by port.
  const Transport* nearest_port(const ConnectionString& client, std::uint16_t port) const {
    const std::optional<Protocol> protocol = protocol_wanted(client);
    const Transport* best = any;
    std::tuple nearest(true, true, no_port);
    for (const auto& [kind, by_port] : by_kind) {
      const auto& [there, transport] = *nearest_to(port, by_port);
      const std::tuple key(kind.second != protocol, kind.first != client.tls(),
                           steps_between(port, there));
      if (key >= nearest) continue;
      nearest = key;
      best = transport;
    }
    return best;
  }

  /// A transport of the instance that bears the string's host name: by what it would accept, then
  /// by port.
  const Transport* by_host_name(const ConnectionString& client, std::uint16_t port) const {
    if (by_name.empty()) return nullptr;
    const std::string_view host = client.parts().host;
    const auto found = by_name.find(to_lower(host.substr(0, host.find('.'))));
    if (found == by_name.end()) return nullptr;
    constexpr std::size_t enough = 64;
    const Transport* best = nullptr;
    std::pair<int, int> nearest;
    std::size_t seen = 0;
    for (const Transport& transport : found->second->transports) {
      if (++seen > enough) break;
      if (transport.is_unix() || !transport.address) continue;
      const std::pair key(distance(client, transport),
                          steps_between(port, transport.address->port));
      if (best != nullptr && key >= nearest) continue;
      nearest = key;
      best = &transport;
    }
    return best;
  }
};

AddressIndex::AddressIndex(const Instances& instances)
    : all_(std::make_unique<Tables>()), elsewhere_(std::make_unique<Tables>()) {
  const auto at = [this](const std::string& host) -> Tables& {
    std::unique_ptr<Tables>& tables = by_host_[host_key(host)];
    if (tables == nullptr) tables = std::make_unique<Tables>();
    return *tables;
  };
  const bool hosts_known = std::ranges::any_of(
      instances, [](const auto& instance) { return !instance->placement.hosts.empty(); });
  for (const auto& instance : instances) {
    const Placement& placement = instance->placement;
    all_->add(*instance, true);
    if (hosts_known && placement.hosts.empty()) elsewhere_->add(*instance, true);
    for (const std::string& host : placement.hosts) at(host).add(*instance, true);
    for (const std::string& name : placement.container_names) at(name).add(*instance, false);
  }
  if (!hosts_known) elsewhere_ = nullptr;
}

AddressIndex::~AddressIndex() = default;

const AddressIndex::Tables& AddressIndex::tables_for(std::string_view host) const {
  if (by_host_.empty()) return *all_;
  if (const auto found = by_host_.find(host_key(host)); found != by_host_.end()) {
    return *found->second;
  }
  // A loopback address is of whatever host its client runs on.
  const bool of_any = Address{.host = host, .ip = parse_ip(host)}.is_loopback();
  return of_any || elsewhere_ == nullptr ? *all_ : *elsewhere_;
}

bool AddressIndex::knows_host(std::string_view host) const {
  return by_host_.contains(host_key(host));
}

bool AddressIndex::may_serve_unseen(const ConnectionString& client) const {
  return client.unix_socket() ? all_->unseen_sockets : may_listen_unseen_at(client.parts().host);
}

bool AddressIndex::may_listen_unseen_at(std::string_view host) const {
  return tables_for(host).unseen_ports;
}

std::vector<Match> AddressIndex::find(const ConnectionString& client) const {
  const Transport* near = nullptr;
  if (client.unix_socket()) {
    const Tables& tables = *all_;
    const std::string_view socket = socket_of(client);
    if (const auto found = tables.sockets.find(socket); found != tables.sockets.end()) {
      std::vector<Match> matches;
      collect(found->second, AddressFit::fits, client, matches);
      sort_by_distance(client, matches);
      return matches;
    }
    near = tables.any_socket != nullptr ? tables.any_socket : tables.any;
  } else if (const std::optional<std::uint16_t> port = client.port()) {
    const std::string_view host = client.parts().host;
    const Tables& tables = tables_for(host);
    if (const auto found = tables.ports.find(*port); found != tables.ports.end()) {
      return tables.at_port(client, host, found->second);
    }
    // Nobody's host: any instance may have been meant.
    const Tables& meant = tables.any == nullptr ? *all_ : tables;
    near = meant.by_host_name(client, *port);
    if (near == nullptr) near = meant.nearest_port(client, *port);
  }
  Match match{.client = client, .transport = near, .fit = AddressFit::elsewhere};
  if (near != nullptr) {
    const Alternative other = alternative(match);
    if (other.obvious) match.transport = other.transport;
  }
  return {match};
}

std::vector<const Transport*> AddressIndex::find_at(const ConnectionString& client,
                                                    std::string_view host,
                                                    std::uint16_t port) const {
  std::vector<const Transport*> transports;
  const Tables& tables = tables_for(host);
  const auto found = tables.ports.find(port);
  if (found == tables.ports.end()) return transports;
  for (const Match& match : tables.at_port(client, host, found->second)) {
    if (match.fit == AddressFit::fits) transports.push_back(match.transport);
  }
  return transports;
}

}  // namespace ampslint
