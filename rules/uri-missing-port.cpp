#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

/// Reported by uri-ipv6-bracket-broken.
bool has_broken_bracket(const ConnectionString& client) {
  const std::string_view host = client.written.host;
  if (!client.written.bracketed) return false;
  const char* const end = host.data() + host.size();
  const std::string_view rest =
      client.text.substr(static_cast<std::size_t>(end - client.text.data()));
  const bool closed = rest == "]" || rest.starts_with("]/") || rest.starts_with("]?");
  return is_c_family(client.kind) || !closed;
}

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  if (parts.port.present() || parts.host.empty() || !client.is_clear()) return;
  if (has_broken_bracket(client)) return;
  // Its path is the socket's.
  if (client.unix_socket() && client.kind == ClientKind::go) return;
  if (client.websocket()) {
    found.push_back({.where = client.at(parts.host),
                     .message = fmt::format("no port after '{}': the WebSocket default is used, {}",
                                            client.show(parts.host), *client.port()),
                     .severity = Severity::warning});
    return;
  }
  found.push_back({.where = client.at(parts.host),
                   .message = fmt::format("no port after '{}'", client.show(parts.host))});
}

}  // namespace

Rule uri_missing_port() {
  return {.severity = Severity::error, .check = check, .when = When::no_instance_to_ask};
}

}  // namespace ampslint
