#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "load/xml/tree.hpp"
#include "model/address.hpp"
#include "model/children.hpp"
#include "model/protocol.hpp"

namespace ampslint {

/// An `<InetAddr>` that a destination connects to.
struct TargetAddress {
  const Element* element = nullptr;
  std::optional<Address> address = {};  ///< nothing if the text is not an address, or unknown

  Text text() const { return element->text(); }
};

/// A `<Transport>` of a destination: how it connects. Without addresses it waits for the peer.
struct DestinationTransport {
  const Element* element = nullptr;
  TransportType type = TransportType::unknown;
  std::vector<TargetAddress> addresses = {};

  Text type_text() const { return text_of(element, "Type"); }
  bool tls() const { return type == TransportType::amps_replication_secure; }
};

/// The words of a list with commas or blanks between them.
std::vector<std::string_view> words_of(const Text& list);

/// A `<Topic>` of a destination: what is replicated.
struct ReplicatedTopic {
  const Element* element = nullptr;
  const Element* named = nullptr;  ///< its `Name`; null where it has none
  const Element* typed = nullptr;  ///< likewise its `MessageType`

  Text name() const { return text_of(named); }  ///< may be a pattern; absent: `.*`
  Text message_type() const { return text_of(typed); }
  Text filter() const { return text_of(element, "Filter"); }
  Text include_validation() const { return text_of(element, "IncludeValidation"); }
  Text exclude_validation() const { return text_of(element, "ExcludeValidation"); }
  /// The peers are held to this check of "Replication Configuration Validation".
  bool validates(std::string_view what) const;
};

/// A `<Destination>` of `<Replication>`: another instance that this one sends to ("Configuring
/// Outgoing Replication Destinations").
struct Destination {
  const Element* element = nullptr;
  const Element* named = nullptr;    ///< its `Name`; null where it has none
  const Element* grouped = nullptr;  ///< likewise its `Group`
  std::vector<DestinationTransport> transports = {};
  std::vector<ReplicatedTopic> topics = {};

  Text name() const { return text_of(named); }     ///< as given
  Text group() const { return text_of(grouped); }  ///< as given
  Text sync_type() const { return text_of(element, "SyncType"); }
  Text pass_through() const { return text_of(element, "PassThrough"); }
  /// The group that the peer has to be of: the name where none is given.
  Text peer_group() const { return group() ? group() : name(); }
  /// The name that the peer may go by: the group where none is given.
  Text peer_name() const { return name() ? name() : group(); }
  bool is_sync() const;
  bool is_passive() const;
  /// Where to point when the destination as a whole is meant.
  Span where() const;
  /// The name, or what can be said of a destination without one: for messages.
  std::string label() const;
};

std::vector<Destination> read_destinations(const Element& root);

}  // namespace ampslint
