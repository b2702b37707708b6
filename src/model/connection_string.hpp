#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/part.hpp"
#include "base/placeholder.hpp"
#include "base/secret.hpp"
#include "base/text.hpp"
#include "model/address.hpp"
#include "model/clients/kind.hpp"
#include "model/version.hpp"

namespace ampslint {

/// `key=value` behind the `?`; the value is absent without a `=`.
struct Option {
  std::string_view key;
  Part value;
};

/// The parts of a connection string, each a view into its text, never decoded.
struct Parts {
  Part scheme;
  Part slashes;  ///< between the scheme's colon and the authority
  Part user;
  SecretView password;
  Part host;  ///< without brackets
  Part port;
  Part path;    ///< from the first slash behind the port to the `?`
  Part prefix;  ///< segments before the protocol, without slashes at the ends
  Part protocol;
  Part message_type;
  Part query;  ///< behind the `?`
  std::vector<Option> options;
  bool bracketed = false;  ///< the host stands in `[ ]`
};

/// What one kind of client makes of a connection string before it opens a connection.
struct Reading {
  std::optional<bool> accepts;  ///< nothing: that client's reader is not known
  std::string error;   ///< what the client prints when it does not; secrets in it are `***`
  Parts parts;         ///< as far as the client reads
  bool whole = false;  ///< the client reads to the end, whatever it thinks of the values
};

/// The parts as the author meant them, found leniently:
/// `scheme://user:password@host:port/path?query`.
Parts read_as_written(std::string_view text);

/// The string as a kind of client reads it (facts: the vendor's client documentation and observed
/// behaviour; of older versions: the C family's from 5.3.4.0 on).
Reading read_as(ClientKind kind, std::string_view text, const Version& version = newest_version);

/// The stretches of a connection string that are secret (passwords, secret options), however badly
/// it is written: when in doubt, hidden. Sorted, as offsets into `text`.
std::vector<Range> secrets_of(std::string_view text);

/// What follows the first of several strings in one (`tcp://a:1/amps,tcp://b:1/amps`), from its
/// scheme on; empty if there is only one.
std::string_view second_string(std::string_view text);

/// What a scheme asks for.
enum class Scheme : std::uint8_t { tcp, tcps, unix_socket, ws, wss, socks, unknown };
inline constexpr std::string_view scheme_names[] = {"tcp", "tcps", "unix", "ws", "wss", "socks"};

/// Exact case, as the clients compare.
Scheme scheme_named(std::string_view name);
/// The schemes a kind of client offers.
std::span<const std::string_view> schemes_of(ClientKind kind);

/// What the program that a string is given to takes.
enum class StringUse : std::uint8_t {
  connection,  ///< a connection string, as clients read it
  address,     ///< scheme, host and port: the path is set elsewhere
  spark,       ///< `host:port`, or with `/protocol/type` behind it
};

/// One connection string, read for the client kind in force.
struct ConnectionString {
  std::string_view text;
  Span where;
  std::span<const Piece> pieces;  ///< of `text`, where its file writes it otherwise
  ClientKind kind = ClientKind::cpp;
  Version version = newest_version;  ///< of the client
  Scheme scheme = Scheme::unknown;   ///< as meant, whatever its case
  Parts written;                     ///< as its author meant it
  Reading reading;                   ///< as its client reads it
  bool has_placeholder =
      false;  ///< `${HOST}`, `%s` … outside the user information: it cannot be checked
  std::string_view placeholder;  ///< the first of them
  std::vector<Range> secrets;    ///< offsets into `text`; see `secrets_of`
  std::string_view second;       ///< in a list taken for one string, what follows the first
  bool clear = true;             ///< see `is_clear`
  StringUse use = StringUse::connection;

  /// The parts to check: the client's own where it reads the whole string, else as written.
  const Parts& parts() const { return reading.whole ? reading.parts : written; }
  /// Whether the parts as written are what they are called: not for a list, `tcp//host` or
  /// `unix:///file`.
  bool is_clear() const { return clear; }
  /// The place of a part (any view into `text`).
  Span at(std::string_view part) const;
  Span at(SecretView part) const { return at(part.reveal()); }
  /// The place of `length` bytes at an offset into `text`.
  Span at(std::size_t offset, std::size_t length) const;
  /// The first control character within the string, not in the white space around it; empty where
  /// there is none.
  std::string_view control_character() const;
  /// A part of `text` with its secrets as `***`.
  std::string without_secrets(std::string_view part) const;
  /// The same with control characters escaped: as messages quote it.
  std::string show(std::string_view part) const;

  bool tls() const { return scheme == Scheme::tcps || scheme == Scheme::wss; }
  bool websocket() const { return scheme == Scheme::ws || scheme == Scheme::wss; }
  bool unix_socket() const { return scheme == Scheme::unix_socket; }
  /// The port it connects to, with the WebSocket defaults; nothing where that is not a number in
  /// range.
  std::optional<std::uint16_t> port() const;
  /// The message type that the client sends or puts in the path; empty where it gives none. The C
  /// family sends one with the protocol `amps` only.
  std::string_view message_type() const;
  /// The same without what other rules report: a blank or quote at its end, a `#` and what
  /// follows.
  std::string_view message_type_meant() const;
  /// The last value given for an option, or null.
  const Option* option(std::string_view key) const;
  /// `http_preflight` is on (any non-zero value; every other client kind than C's reads `true`).
  bool preflight() const;
};

/// The client that a string is for, as far as that was said.
struct GivenClient {
  std::optional<ClientKind> kind = {};  ///< nothing: JavaScript for ws and wss, else C++
  Version version = newest_version;

  friend bool operator==(const GivenClient&, const GivenClient&) = default;
};

/// Reads a connection string. One whose text is `unresolved` has a placeholder, which is not known.
ConnectionString read_connection_string(const Text& given, const GivenClient& by);

}  // namespace ampslint
