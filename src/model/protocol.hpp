#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/text.hpp"

namespace ampslint {

/// `Transport/Type`.
enum class TransportType : std::uint8_t {
  tcp,
  tcps,
  amps_replication,
  amps_replication_secure,
  amps_unix,
  unknown,  ///< missing, not one of the five, or an undefined variable
};

/// The type that a text names, in any case.
TransportType transport_type(const Text& text);

/// What a connection speaks: the built-in protocols, and those of `<Protocols>` by their module.
enum class Protocol : std::uint8_t {
  amps,
  websocket,
  fix,
  nvfix,
  xml,
  soap,
  fix_session,
  unknown,  ///< a custom module, an unknown name or an undefined variable
};

/// The names a configuration may give; `json` is `amps`.
std::optional<Protocol> protocol_named(std::string_view name);
/// The built-in protocol names, synonyms included.
std::span<const std::string_view> protocol_names();
/// `fix`, `nvfix`, `xml`, `soap`, `fix-session`: kept for old clients, without a message type at
/// logon.
bool is_legacy(Protocol protocol);

/// The message types usable without configuration ("Default Message Types" of the AMPS manual).
std::span<const std::string_view> default_message_types();

/// The protocols that the C library takes in a connection string.
std::span<const std::string_view> string_protocols();

}  // namespace ampslint
