#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "support/path_fault.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  if (parts.prefix.empty() || !client.is_clear()) return;
  if (path_fault(parts) != PathFault::none) return;
  const bool go = client.kind == ClientKind::go;
  // uri-protocol-accidental-legacy and uri-protocol-unknown report a legacy protocol behind it.
  if (parts.protocol != "amps" && (!is_c_family(client.kind) || !client.preflight())) return;
  const bool plain = is_c_family(client.kind) && !client.preflight() && !client.unix_socket();
  Diagnostic diagnostic{
      .where = client.at(parts.prefix),
      .message = fmt::format("path prefix '{}' {}", client.show(parts.prefix),
                             go      ? "before 'amps' is refused by the Go client"
                             : plain ? "is dropped unless 'http_preflight=true' sends it to a proxy"
                                     : "is meant for a proxy")};
  diagnostic.severity = go ? Severity::error : plain ? Severity::warning : Severity::note;
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_proxy_prefix() {
  return {.severity = Severity::note, .check = check, .when = When::no_instance_to_ask};
}

}  // namespace ampslint
