#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/secret.hpp"
#include "model/connection_string.hpp"

namespace ampslint {

/// A user and password.
struct Credentials {
  std::string user;
  Secret password;
};

/// `user:password` as the header `Authorization: Basic` holds it; empty without a password.
Secret basic_authorization(const Credentials& credentials);

/// How a logon is written on the wire.
enum class Wire : std::uint8_t {
  frames,            ///< a length of four bytes, big endian, and the message
  web_messages,      ///< WebSocket messages as the JavaScript client sends them
  frames_in_binary,  ///< frames in binary WebSocket messages, as the Go client sends them
};

enum class Compression : std::uint8_t { none, raw_deflate, zlib };

/// An endpoint as the client of a connection string would contact it.
struct Endpoint {
  Scheme scheme = Scheme::unknown;
  ClientKind kind = ClientKind::cpp;
  std::string host;       ///< without brackets
  std::string http_host;  ///< the `Host` header
  std::uint16_t port = 0;
  std::string socket_file;
  std::string path;  ///< the request endpoint of an upgrade
  std::string bind;  ///< the local address, or empty
  bool prefers_v6 = false;
  std::string sni;  ///< the server name that is sent, or empty
  bool preflight = false;
  Compression compression = Compression::none;
  Wire wire = Wire::frames;
  bool pretty = false;
  std::string protocol;
  std::string message_type;
  Credentials credentials;
  bool entrusted = true;  ///< they are known to be for its server

  bool tls() const { return scheme == Scheme::tcps || scheme == Scheme::wss; }
  bool websocket() const { return scheme == Scheme::ws || scheme == Scheme::wss; }
  bool unix_socket() const { return scheme == Scheme::unix_socket; }
  /// The name that the server's certificate has to be for.
  const std::string& certificate_name() const { return sni.empty() ? host : sni; }
  /// `host:port` or the socket's file, for people.
  std::string label() const;
};

/// Whether a path may stand in a request: without blanks and control characters, and not below
/// `administrator`, where the Admin interface takes a GET for an order ("Administrative Actions" of
/// the AMPS manual), however often it is percent-encoded.
bool may_be_requested(std::string_view path);

/// What the string's client would contact; `given` credentials serve strings that carry none.
/// Nothing where that is not known (a placeholder, no port, a scheme that is not AMPS's), and where
/// a control character would become part of what is sent.
std::optional<Endpoint> endpoint_of(const ConnectionString& client,
                                    const std::optional<Credentials>& given);

}  // namespace ampslint
