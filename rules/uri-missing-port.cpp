#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  if (present(parts.port) || !present(parts.host) || parts.host.empty()) return;
  // uri-unix-shape tells of `unix:///tmp/amps.sock`.
  const bool is_file =
      client.unix_socket() && (parts.slashes.size() > 2 || socket_option(client) == nullptr);
  if (is_file && is_c_family(client.kind)) return;
  if (client.websocket()) {
    found.push_back(
        {.where = client.at(parts.host),
         .message = fmt::format("no port behind '{}': the WebSocket default is used, {}",
                                client.show(parts.host), *client.port()),
         .severity = Severity::warning});
    return;
  }
  found.push_back({.where = client.at(parts.host),
                   .message = fmt::format("no port behind '{}'", client.show(parts.host))});
}

}  // namespace

Rule uri_missing_port() { return {Severity::error, check}; }

}  // namespace ampslint
