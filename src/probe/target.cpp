#include "probe/target.hpp"

#include <fmt/core.h>
#include <openssl/evp.h>

#include <charconv>

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
  if (!present(parts.user)) return given.value_or(Credentials{});
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
std::string sni_of(const ConnectionString& client, const Target& target) {
  if (!client.tls()) return {};
  const bool by_option = is_c_family(client.kind) || client.kind == ClientKind::java;
  if (by_option) return value_of(client, "sni");
  return parse_ip(target.host) ? std::string() : target.host;
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

void read_address(const ConnectionString& client, Target& target) {
  const Parts& parts = client.parts();
  target.host = parts.host;
  target.http_host = parts.bracketed ? fmt::format("[{}]", parts.host) : target.host;
  target.port = client.port().value_or(0);
  // The C family leaves the port out of the preflight's header; browsers and Go do not.
  if (client.websocket()) target.http_host += fmt::format(":{}", target.port);
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

std::string Target::label() const {
  if (unix_socket()) return socket_file;
  return host.find(':') == std::string::npos ? fmt::format("{}:{}", host, port)
                                             : fmt::format("[{}]:{}", host, port);
}

std::optional<Target> target_of(const ConnectionString& client,
                                const std::optional<Credentials>& given) {
  if (client.has_placeholder) return std::nullopt;
  Target target;
  target.scheme = client.scheme;
  target.kind = client.kind;
  if (client.unix_socket()) {
    target.socket_file = socket_of(client);
    if (target.socket_file.empty()) return std::nullopt;
  } else {
    const bool known = client.websocket() || client.scheme == Scheme::tcp || client.tls();
    if (!known || !client.port() || client.parts().host.empty()) return std::nullopt;
    read_address(client, target);
    target.bind = value_of(client, "bind");
    target.prefers_v6 = value_of(client, "ip_protocol_prefer") == "ipv6";
  }
  target.sni = sni_of(client, target);
  target.path = path_of(client);
  target.preflight = !client.websocket() && !client.unix_socket() && client.preflight();
  target.compression = compression_of(client);
  target.wire = wire_of(client);
  const std::string pretty = value_of(client, "pretty");
  target.pretty = pretty == "true" || (pretty == "1" && is_c_family(client.kind));
  target.protocol = client.parts().protocol;
  target.message_type = client.message_type();
  target.credentials = credentials_of(client, given);
  return target;
}

}  // namespace ampslint
