#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  if (!parts.port.present() || !parts.port.empty()) return;
  if (client.unix_socket() || parts.host.empty() || !client.is_clear()) return;
  Diagnostic diagnostic{
      .where = client.at(parts.port),
      .message = fmt::format("no port after the colon of '{}'", client.show(parts.host))};
  if (is_c_family(client.kind)) {
    diagnostic.message += fmt::format(": {} connects to port 0", display_name(client.kind));
  } else if (client.kind != ClientKind::go && client.kind != ClientKind::java) {
    diagnostic.severity = Severity::warning;
  }
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_port_empty() { return {Severity::error, check}; }

}  // namespace ampslint
