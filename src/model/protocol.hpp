#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace ampslint {

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
