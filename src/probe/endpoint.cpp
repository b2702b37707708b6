#include "probe/endpoint.hpp"

#include <fmt/core.h>
#include <openssl/evp.h>

#include <algorithm>
#include <charconv>

#include "base/ascii.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

/// As the C and Go clients decode user information; the JavaScript one does not.
std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    const char* hex = text.data() + i + 1;
    const bool escape = text[i] == '%' && i + 2 < text.size() &&
                        std::from_chars(hex, hex + 2, byte, 16).ptr == hex + 2;
    out += escape ? static_cast<char>(byte) : text[i];
    if (escape) i += 2;
  }
  return out;
}

Credentials credentials_of(const ConnectionString& client,
                           const std::optional<Credentials>& given) {
  const Parts& parts = client.parts();
  if (!parts.user.present()) return given.value_or(Credentials{});
  if (client.kind == ClientKind::javascript) {
    return {.user = std::string(parts.user),
            .password = Secret(std::string(parts.password.reveal()))};
  }
  return {.user = percent_decoded(parts.user),
          .password = Secret(percent_decoded(parts.password.reveal()))};
}

std::string value_of(const ConnectionString& client, std::string_view key) {
  const Option* option = client.option(key);
  return option == nullptr ? std::string() : std::string(option->value);
}

/// The name that the kind of client sends in its TLS hello: the C family only the one of `sni`.
std::string sni_of(const ConnectionString& client, const Endpoint& endpoint) {
  if (!client.tls()) return {};
  const bool by_option = is_c_family(client.kind) || client.kind == ClientKind::java;
  if (by_option) return value_of(client, "sni");
  return parse_ip(endpoint.host) ? std::string() : endpoint.host;
}

std::string path_of(const ConnectionString& client) {
  const Parts& parts = client.parts();
  std::string path(parts.path.substr(0, parts.path.find('#')));
  if (path.empty()) path = "/";
  if (client.kind == ClientKind::go && !parts.query.empty())
    path += fmt::format("?{}", parts.query);
  return path;
}

Wire wire_of(const ConnectionString& client) {
  if (!client.websocket()) return Wire::frames;
  return client.kind == ClientKind::go ? Wire::frames_in_binary : Wire::web_messages;
}

Compression compression_of(const ConnectionString& client) {
  const bool possible = client.scheme == Scheme::tcp || client.scheme == Scheme::tcps;
  if (!possible || value_of(client, "compression") != "zlib") return Compression::none;
  return client.kind == ClientKind::go ? Compression::zlib : Compression::raw_deflate;
}

void read_address(const ConnectionString& client, Endpoint& endpoint) {
  const Parts& parts = client.parts();
  endpoint.host = parts.host;
  endpoint.http_host = parts.bracketed ? fmt::format("[{}]", parts.host) : endpoint.host;
  endpoint.port = client.port().value_or(0);
  // The C family leaves the port out of the preflight's header; browsers and Go do not.
  if (client.websocket()) endpoint.http_host += fmt::format(":{}", endpoint.port);
}

}  // namespace

Secret basic_authorization(const Credentials& credentials) {
  if (credentials.password.empty()) return {};
  const std::string text = fmt::format("{}:{}", credentials.user, credentials.password.reveal());
  std::string out((text.size() + 2) / 3 * 4 + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  out.resize(static_cast<std::size_t>(size));
  return Secret(std::move(out));
}

std::string Endpoint::label() const {
  if (unix_socket()) return socket_file;
  return host.find(':') == std::string::npos ? fmt::format("{}:{}", host, port)
                                             : fmt::format("[{}]:{}", host, port);
}

bool may_be_requested(std::string_view path) {
  std::string decoded(path);
  for (std::string again = percent_decoded(decoded); again != decoded;
       again = percent_decoded(decoded)) {
    decoded = std::move(again);
  }
  const bool broken = std::ranges::any_of(path, [](char c) { return c == ' ' || is_control(c); });
  return !broken && to_lower(decoded).find("administrator") == std::string::npos;
}

std::optional<Endpoint> endpoint_of(const ConnectionString& client,
                                    const std::optional<Credentials>& given) {
  if (client.has_placeholder || !client.control_character().empty()) return std::nullopt;
  Endpoint endpoint;
  endpoint.scheme = client.scheme;
  endpoint.kind = client.kind;
  if (client.unix_socket()) {
    endpoint.socket_file = socket_of(client);
    if (endpoint.socket_file.empty()) return std::nullopt;
  } else {
    const bool known = client.websocket() || client.scheme == Scheme::tcp || client.tls();
    if (!known || !client.port() || client.parts().host.empty()) return std::nullopt;
    read_address(client, endpoint);
    endpoint.bind = value_of(client, "bind");
    endpoint.prefers_v6 = value_of(client, "ip_protocol_prefer") == "ipv6";
  }
  endpoint.sni = sni_of(client, endpoint);
  endpoint.path = path_of(client);
  endpoint.preflight = !client.websocket() && !client.unix_socket() && client.preflight();
  endpoint.compression = compression_of(client);
  endpoint.wire = wire_of(client);
  const std::string pretty = value_of(client, "pretty");
  endpoint.pretty = pretty == "true" || (pretty == "1" && is_c_family(client.kind));
  endpoint.protocol = client.parts().protocol;
  endpoint.message_type = client.message_type();
  endpoint.credentials = credentials_of(client, given);
  return endpoint;
}

}  // namespace ampslint
