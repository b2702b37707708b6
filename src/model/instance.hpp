#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "load/document.hpp"
#include "model/actions.hpp"
#include "model/address.hpp"
#include "model/children.hpp"
#include "model/placement.hpp"
#include "model/protocol.hpp"
#include "model/replication.hpp"
#include "model/schema.hpp"
#include "model/topics.hpp"
#include "model/version.hpp"

namespace ampslint {

struct Instance;
class Sow;

/// Whom an authentication or entitlement module lets in.
enum class Access : std::uint8_t { anyone, checked, nobody, unknown };

/// The module that decides for a transport, and where that was said.
struct ModuleInForce {
  Access access = Access::anyone;
  bool uses_user = false;  ///< `anyone`, yet the user name given at logon is kept (`AllowSpoofing`)
  const Element* given = nullptr;  ///< the `Module`; null: AMPS's default

  Text module() const { return text_of(given); }
};

/// A way in: a `<Transport>`, or the `Admin` interface, which is addressed like one.
struct Transport {
  const Instance* instance = nullptr;
  const Element* element = nullptr;
  // What strings are compared with; null where it is not given.
  const Element* named = nullptr;
  const Element* typed = nullptr;  ///< its `MessageType`
  const Element* bound = nullptr;  ///< its `InetAddr`
  std::optional<Address> address;
  TransportType type = TransportType::unknown;
  Protocol protocol = Protocol::amps;
  bool is_admin = false;
  bool hides_message_type = false;  ///< one may be meant, and is not known
  bool tls = false;
  bool disabled = false;
  bool verifies_clients = false;
  ModuleInForce authentication;
  ModuleInForce entitlement;

  Text name() const { return text_of(named); }
  Text message_type() const;  ///< absent: any type of the instance
  Text inet_addr() const { return text_of(bound); }
  Text type_text() const { return own("Type"); }
  Text protocol_text() const { return own("Protocol"); }
  Text file_name() const { return own("FileName"); }  ///< the socket of an `amps-unix` transport
  Text initial_state() const { return own("InitialState"); }
  Text verify_client() const { return own("VerifyClient"); }
  Text certificate() const { return text_of(element, "Certificate"); }
  Text private_key() const { return text_of(element, "PrivateKey"); }
  bool is_replication() const {
    return type == TransportType::amps_replication ||
           type == TransportType::amps_replication_secure;
  }
  bool is_unix() const { return type == TransportType::amps_unix; }
  bool is_websocket() const { return protocol == Protocol::websocket; }
  /// The value of a child, for what only one rule asks for.
  Text child_text(WantedName child) const { return text_of(element, child); }
  /// The name, or what can be said of a transport without one: for messages.
  std::string label() const;
  /// Where to point when the transport as a whole is meant.
  Span where() const { return name() ? name().where : element->name().where; }
  /// The ports by which clients reach its address: several where a container publishes it more than
  /// once, none where it does not.
  std::vector<std::uint16_t> ports_outside() const;
  /// The first of them; that of the configuration where there is none.
  std::uint16_t port_outside() const;
  /// Its address as clients see it: `9007`, or `29007` where a container publishes that.
  std::string address_outside() const;

 private:
  /// The value of a child that the Admin interface has another meaning for, or none.
  Text own(WantedName child) const { return is_admin ? Text() : text_of(element, child); }
};

/// A `<Protocol>` of `<Protocols>`.
struct ProtocolDefinition {
  const Element* element = nullptr;
  const Element* named = nullptr;
  Protocol protocol = Protocol::unknown;

  Text name() const { return text_of(named); }
  Text module() const { return text_of(element, "Module"); }
};

/// A `<MessageType>` of `<MessageTypes>`.
struct MessageTypeDefinition {
  const Element* element = nullptr;
  const Element* named = nullptr;

  Text name() const { return text_of(named); }
  Text module() const { return text_of(element, "Module"); }
  /// Made of other types, by `composite-global` or `composite-local`.
  bool is_composite() const;
  /// The types that a composite one is made of.
  std::vector<Text> parts() const;
};

/// A `<Module>` of `<Modules>`.
struct ModuleDefinition {
  const Element* element = nullptr;
  const Element* named = nullptr;

  Text name() const { return text_of(named); }
  Text library() const { return text_of(element, "Library"); }
};

/// One AMPS server as its AMPSConfig describes it. Points into the run's sources and arena.
struct Instance {
  const RegexBudget* regexes = nullptr;  ///< what its regular expressions may cost
  Document document;
  Version version;  ///< of the server it is checked for
  Placement placement;
  Text name;
  Text group;                        ///< as given
  std::deque<Transport> transports;  ///< in file order, replication ones included
  std::optional<Transport> admin;    ///< the Admin interface, when it listens
  std::vector<ProtocolDefinition> protocols;
  std::vector<MessageTypeDefinition> message_types;
  std::vector<ModuleDefinition> modules;
  std::vector<TopicDefinition> topics;
  std::vector<LoggedTopic> logged_topics;
  std::vector<Destination> destinations;
  std::vector<ActionStep> actions;
  std::vector<SchemaNode> nodes;     ///< the elements, with what the schema knows of them
  std::deque<SchemaParent> parents;  ///< the elements that hold them
  bool readable = true;     ///< false: the file is broken, nothing is known of the instance
  bool incomplete = false;  ///< part of the file could not be read: transports may be missing

  // Its topics by name: rules determine them once, when one of them needs that.
  mutable std::once_flag has_sow;
  mutable std::shared_ptr<const Sow> sow;

  /// The root element; there is one where the instance is readable.
  const Element& root() const { return *document.root; }
  /// The replication group that it is of: its name where none is given.
  const Text& own_group() const { return group ? group : name; }
  /// The replication transport that others connect to; null for none.
  const Transport* replication_transport() const;
  /// Loaded by default or defined here.
  bool knows_message_type(std::string_view type) const;
  /// The name, or the path where there is none.
  std::string label(const Sources& sources) const;
};

using Instances = std::vector<std::shared_ptr<const Instance>>;

/// What the document means. The document must outlive the instance's views; it is moved in.
std::shared_ptr<const Instance> build_instance(Document document, Version version,
                                               Placement placement, const RegexBudget& regexes);

}  // namespace ampslint
