#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "load/xml/tree.hpp"
#include "model/address.hpp"
#include "model/protocol.hpp"

namespace ampslint {

/// An `<InetAddr>` that a destination connects to.
struct TargetAddress {
  Text text;
  std::optional<Address> address = {};  ///< nothing if the text is not an address, or unknown
};

/// A `<Transport>` of a destination: how it connects. Without addresses it waits for the peer.
struct DestinationTransport {
  const Element* element = nullptr;
  Text type_text;
  TransportType type = TransportType::unknown;
  std::vector<TargetAddress> addresses = {};

  bool tls() const { return type == TransportType::amps_replication_secure; }
};

/// The words of a list with commas or blanks between them.
std::vector<std::string_view> words_of(const Text& list);

/// A `<Topic>` of a destination: what is replicated.
struct ReplicatedTopic {
  const Element* element = nullptr;
  Text name;  ///< may be a pattern; absent: `.*`
  Text message_type;
  Text filter;
  Text include_validation;
  Text exclude_validation;

  /// The peers are held to this check of "Replication Configuration Validation".
  bool validates(std::string_view what) const;
};

/// A `<Destination>` of `<Replication>`: another instance that this one sends to ("Configuring
/// Outgoing Replication Destinations").
struct Destination {
  const Element* element = nullptr;
  Text name;   ///< as given
  Text group;  ///< as given
  Text sync_type;
  Text pass_through;
  std::vector<DestinationTransport> transports = {};
  std::vector<ReplicatedTopic> topics = {};

  /// The group that the peer has to be of: the name where none is given.
  const Text& peer_group() const { return group ? group : name; }
  /// The name that the peer may go by: the group where none is given.
  const Text& peer_name() const { return name ? name : group; }
  bool is_sync() const;
  bool is_passive() const;
  /// Where to point when the destination as a whole is meant.
  Span where() const;
  /// The name, or what can be said of a destination without one: for messages.
  std::string label() const;
};

std::vector<Destination> read_destinations(const Element& root);

}  // namespace ampslint
