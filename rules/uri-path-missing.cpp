#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  if (parts.path.present() || parts.host.empty() || client.kind == ClientKind::go) return;
  if (!client.is_clear()) return;
  const bool is_unix = client.unix_socket() && is_c_family(client.kind);
  if (is_unix && !client.reading.parts.port.present()) return;  // uri-unix-shape reports it
  const std::string_view before = parts.port.empty() ? parts.host : parts.port;
  Diagnostic diagnostic{
      .where = client.at(before),
      .message = fmt::format("no path after '{}'; expected '/amps/' and a message type",
                             client.show(before))};
  const bool known = client.kind != ClientKind::csharp;
  if (!known) diagnostic.severity = Severity::warning;
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_path_missing() { return {Severity::error, check}; }

}  // namespace ampslint
