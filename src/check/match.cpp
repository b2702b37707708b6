#include "check/match.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <utility>

#include "suggest.hpp"

namespace ampslint {
namespace {

/// Where a listener can be found, and what a client's host can mean. Together they decide the fit.
enum class Place : std::uint8_t { any, wild4, wild6, loop4, loop6, loop_name, bound };
enum class Host : std::uint8_t { v4, v6, loop4, loop6, loop_name, name };

constexpr std::size_t place_count = 7;

constexpr auto fits = AddressFit::fits;
constexpr auto family = AddressFit::other_family;
constexpr auto loopback = AddressFit::loopback_only;
constexpr auto bound = AddressFit::bound_elsewhere;

/// By `Host`, then `Place`. A literal and the same bound address fit, whatever the table says.
constexpr AddressFit fit_table[][place_count] = {
    // any  wild4   wild6   loop4     loop6     loop_name bound
    {fits, fits, family, loopback, loopback, loopback, bound},  // v4
    {fits, family, fits, loopback, loopback, loopback, bound},  // v6
    {fits, fits, family, fits, family, fits, bound},            // loop4
    {fits, family, fits, family, fits, fits, bound},            // loop6
    {fits, fits, fits, fits, fits, fits, bound},                // loop_name
    {fits, fits, fits, loopback, loopback, loopback, fits},     // name
};

Place place_of(const Address& address) {
  if (address.is_bare()) return Place::any;
  if (!address.ip) {
    // What another name stands for is not known here: it may be any address of the host.
    return is_loopback_name(address.host) ? Place::loop_name : Place::any;
  }
  const IpAddress& ip = *address.ip;
  if (ip.is_wildcard()) return ip.v6 ? Place::wild6 : Place::wild4;
  if (ip.is_loopback()) return ip.v6 ? Place::loop6 : Place::loop4;
  return Place::bound;
}

Host host_of(std::string_view host, const std::optional<IpAddress>& ip) {
  if (!ip) return is_loopback_name(host) ? Host::loop_name : Host::name;
  if (ip->is_loopback()) return ip->v6 ? Host::loop6 : Host::loop4;
  return ip->v6 ? Host::v6 : Host::v4;
}

AddressFit table_fit(Host host, Place place) {
  return fit_table[static_cast<std::size_t>(host)][static_cast<std::size_t>(place)];
}

/// What a string has to be to be taken by a transport, message types aside.
struct Traits {
  bool for_clients = true;
  bool is_admin = false;
  bool tls = false;
  bool disabled = false;
  bool verifies_clients = false;
  bool known_type = true;
  Protocol protocol = Protocol::amps;
  Access authentication = Access::anyone;
  Access entitlement = Access::anyone;
  bool uses_user = false;

  friend auto operator<=>(const Traits&, const Traits&) = default;
};

Traits traits_of(const Transport& transport) {
  return {.for_clients = !transport.is_replication() && !transport.is_admin,
          .is_admin = transport.is_admin,
          .tls = transport.tls,
          .disabled = transport.disabled,
          .verifies_clients = transport.verifies_clients,
          .known_type = transport.is_admin || transport.type != TransportType::unknown,
          .protocol = transport.protocol,
          .authentication = transport.authentication.access,
          .entitlement = transport.entitlement.access,
          .uses_user = transport.authentication.uses_user};
}

/// Transports at one address that judge strings alike but for the message type. There are few kinds, however
/// many transports there are.
struct Alike {
  Traits traits;
  const Transport* first = nullptr;
  const Transport* open = nullptr;        ///< takes any type of its instance
  const Transport* restricted = nullptr;  ///< takes one type
  std::unordered_map<std::string_view, const Transport*> by_type = {};  ///< restricted to, or defined beside

  void add(const Transport& transport) {
    if (first == nullptr) first = &transport;
    if (transport.message_type) {
      if (restricted == nullptr) restricted = &transport;
      by_type.emplace(transport.message_type.value, &transport);
      return;
    }
    if (open == nullptr) open = &transport;
    for (const MessageTypeDefinition& type : transport.instance->message_types) {
      if (type.name) by_type.emplace(type.name.value, &transport);
    }
  }

  const Transport* nearest_for(std::string_view message_type) const {
    if (message_type.empty()) return restricted != nullptr ? restricted : first;
    if (const auto found = by_type.find(message_type); found != by_type.end()) return found->second;
    return open != nullptr ? open : first;
  }
};

using Group = std::vector<Alike>;

void add_to(Group& group, const Transport& transport) {
  const Traits traits = traits_of(transport);
  auto found = std::ranges::find(group, traits, &Alike::traits);
  if (found == group.end()) {
    group.push_back({.traits = traits});
    found = std::prev(group.end());
  }
  found->add(transport);
}

/// Everything that listens on one port.
struct Port {
  std::array<Group, place_count> places;  ///< `bound` holds every bound address together
  std::map<IpAddress, Group> by_ip;       ///< bound addresses, each
};

std::optional<Protocol> protocol_wanted(const ConnectionString& client) {
  if (client.websocket()) return Protocol::websocket;
  const std::string_view protocol = client.parts().protocol;
  return protocol.empty() ? Protocol::amps : protocol_named(protocol);
}

/// How far a transport is from taking the string: the most basic difference weighs most.
int distance(const ConnectionString& client, const Transport& transport) {
  const std::string_view type = client.message_type();
  const bool websocket = transport.protocol == Protocol::websocket;
  int steps = 0;
  if (transport.is_admin || transport.is_replication()) steps += 64;
  if (websocket != client.websocket()) steps += 32;
  if (transport.protocol != protocol_wanted(client)) steps += 16;
  if (transport.tls != client.tls()) steps += 8;
  if (transport.authentication.access == Access::nobody ||
      transport.entitlement.access == Access::nobody) {
    steps += 4;
  }
  const bool takes_type =
      transport.message_type ? (type.empty() || transport.message_type.value == type)
                             : (!type.empty() && transport.instance->knows_message_type(type));
  if (!takes_type && !is_legacy(transport.protocol)) steps += 2;
  return steps + (transport.disabled ? 1 : 0);
}

void collect(const Group& group, AddressFit fit, const ConnectionString& client,
             std::vector<Match>& matches) {
  for (const Alike& alike : group) {
    matches.push_back({.client = client,
                       .transport = alike.nearest_for(client.message_type()),
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

}  // namespace

/// What the index looks things up in.
struct AddressIndex::Tables {
  std::unordered_map<std::uint16_t, Port> ports;
  std::unordered_map<std::string_view, Group> sockets;
  /// Where a string that nothing serves may have been meant to go, by TLS and protocol, by port.
  std::map<std::pair<bool, Protocol>, std::map<std::uint16_t, const Transport*>> by_kind;
  std::unordered_map<std::string, const Instance*> by_name;  ///< in lower case
  const Transport* any_socket = nullptr;
  const Transport* any = nullptr;

  void add(const Transport& transport) {
    if (any == nullptr && !transport.is_admin) any = &transport;
    if (transport.is_unix()) {
      if (any_socket == nullptr) any_socket = &transport;
      add_to(sockets[transport.file_name.value], transport);
      return;
    }
    const Address& address = *transport.address;
    Port& port = ports[address.port];
    const Place place = place_of(address);
    add_to(port.places[static_cast<std::size_t>(place)], transport);
    if (place == Place::bound) add_to(port.by_ip[*address.ip], transport);
    if (!transport.is_replication() && !transport.is_admin) {
      by_kind[{transport.tls, transport.protocol}].emplace(address.port, &transport);
    }
  }

  std::vector<Match> at_port(const ConnectionString& client, const Port& port) const {
    const std::string_view name = client.parts().host;
    const std::optional<IpAddress> ip = parse_ip(name);
    const Host host = host_of(name, ip);
    std::vector<Match> fitting;
    std::vector<Match> near;
    if (ip) {
      if (const auto same = port.by_ip.find(*ip); same != port.by_ip.end()) {
        collect(same->second, fits, client, fitting);
      }
    }
    for (std::size_t place = 0; place < place_count; ++place) {
      const AddressFit fit = table_fit(host, static_cast<Place>(place));
      collect(port.places[place], fit, client, fit == fits ? fitting : near);
    }
    std::vector<Match>& found = fitting.empty() ? near : fitting;
    sort_by_distance(client, found);
    while (fitting.empty() && found.size() > 1) found.pop_back();
    return std::move(found);
  }

  const Transport* nearest_port(const ConnectionString& client, std::uint16_t port) const {
    const Protocol protocol = protocol_wanted(client).value_or(Protocol::amps);
    auto kind = by_kind.find({client.tls(), protocol});
    if (kind == by_kind.end()) kind = by_kind.find({!client.tls(), protocol});
    if (kind == by_kind.end()) return any;
    const auto& by_port = kind->second;
    const auto above = by_port.lower_bound(port);
    if (above == by_port.end()) return std::prev(above)->second;
    if (above == by_port.begin()) return above->second;
    const auto below = std::prev(above);
    return port - below->first <= above->first - port ? below->second : above->second;
  }

  /// A transport of the instance that bears the string's host name.
  const Transport* by_host_name(const ConnectionString& client) const {
    if (by_name.empty()) return nullptr;
    const std::string_view host = client.parts().host;
    const auto found = by_name.find(to_lower(host.substr(0, host.find('.'))));
    if (found == by_name.end()) return nullptr;
    constexpr std::size_t enough = 64;
    const Transport* best = nullptr;
    std::size_t seen = 0;
    for (const Transport& transport : found->second->transports) {
      if (++seen > enough) break;
      if (transport.is_unix() || !transport.address) continue;
      if (best == nullptr || distance(client, transport) < distance(client, *best)) {
        best = &transport;
      }
    }
    return best;
  }
};

bool Match::is_certain() const {
  return transport->type != TransportType::unknown && transport->protocol != Protocol::unknown &&
         !transport->message_type.unresolved;
}

std::string_view scheme_for(const Transport& transport) {
  if (transport.is_unix()) return "unix";
  if (transport.is_websocket()) return transport.tls ? "wss" : "ws";
  return transport.tls ? "tcps" : "tcp";
}

AddressFit fit_of(const Address& address, std::string_view host) {
  const std::optional<IpAddress> ip = parse_ip(host);
  if (ip && address.ip && *ip == *address.ip) return fits;
  return table_fit(host_of(host, ip), place_of(address));
}

AddressIndex::AddressIndex(const std::vector<std::unique_ptr<const Instance>>& instances)
    : tables_(std::make_unique<Tables>()) {
  for (const auto& instance : instances) {
    has_unknown_ |= !instance->readable || instance->incomplete;
    for (const Transport& transport : instance->transports) {
      const bool known = transport.is_unix()
                             ? transport.file_name && !transport.file_name.unresolved
                             : transport.address && transport.address->port != 0;
      if (known) {
        tables_->add(transport);
      } else {
        has_unknown_ = true;
      }
    }
    if (instance->admin && instance->admin->address) tables_->add(*instance->admin);
    if (instance->name) tables_->by_name.emplace(to_lower(instance->name.value), instance.get());
  }
}

AddressIndex::~AddressIndex() = default;

std::vector<Match> AddressIndex::find(const ConnectionString& client) const {
  const Transport* near = nullptr;
  if (client.unix_socket()) {
    const Option* path = client.option("path");
    if (path == nullptr) path = client.option("bind");
    if (path != nullptr) {
      if (const auto found = tables_->sockets.find(path->value); found != tables_->sockets.end()) {
        std::vector<Match> matches;
        collect(found->second, fits, client, matches);
        sort_by_distance(client, matches);
        return matches;
      }
    }
    near = tables_->any_socket != nullptr ? tables_->any_socket : tables_->any;
  } else if (const std::optional<std::uint16_t> port = client.port()) {
    if (const auto found = tables_->ports.find(*port); found != tables_->ports.end()) {
      return tables_->at_port(client, found->second);
    }
    near = tables_->by_host_name(client);
    if (near == nullptr) near = tables_->nearest_port(client, *port);
  }
  return {{.client = client, .transport = near, .fit = AddressFit::elsewhere}};
}

}  // namespace ampslint
