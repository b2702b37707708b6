#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/instance.hpp"

namespace ampslint {

/// What a string has to be to be taken by a transport, message types aside.
struct TransportTraits {
  bool is_replication = false;
  bool is_admin = false;
  bool tls = false;
  bool disabled = false;
  bool verifies_clients = false;
  bool known_type = true;
  bool known_message_types = true;
  Protocol protocol = Protocol::amps;
  Access authentication = Access::anyone;
  Access entitlement = Access::anyone;
  bool uses_user = false;

  friend bool operator==(const TransportTraits&, const TransportTraits&) = default;
};

/// Transports at one address that treat strings alike but for the message type. There are few
/// kinds, however many transports there are.
struct TransportClass {
  TransportTraits traits;
  const Transport* first = nullptr;
  bool single = true;                     ///< the first is the only one
  const Transport* open = nullptr;        ///< takes any type of its instance
  const Transport* restricted = nullptr;  ///< takes one type
  const Instance* last_open = nullptr;    ///< the instance of the last one that takes any
  std::unordered_map<std::string_view, const Transport*> by_type =
      {};  ///< restricted to, or defined beside

  void add(const Transport& transport);
  /// The one to check a string of that message type with; empty: of none.
  const Transport* nearest_for(std::string_view message_type) const;
};

/// Those at one address.
using Group = std::vector<TransportClass>;

/// Every message type of the instance is known by name.
bool knows_its_message_types(const Instance& instance);
/// `knows_types`: what `knows_its_message_types` says of its instance.
TransportTraits traits_of(const Transport& transport, bool knows_types);
/// Adds a transport to those that treat strings alike.
void add_to(Group& group, const TransportTraits& traits, const Transport& transport);

}  // namespace ampslint
