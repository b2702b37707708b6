#include "check/rule.hpp"
#include "model/clients/since.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const bool of_vendor = client.kind != ClientKind::go && client.kind != ClientKind::javascript;
  const Parts& parts = client.written;
  if (!parts.bracketed || !of_vendor || client.unix_socket() || !client.is_clear()) return;
  if (!parse_ip(parts.host.substr(0, parts.host.find('%')))) return;
  if (client.version >= since::ipv6 && client.version != newest_version) return;
  Diagnostic diagnostic{.where = client.at(parts.host),
                        .message = "an IPv6 address needs client version 5.3.3.0 or later"};
  if (client.version < since::ipv6) diagnostic.severity = Severity::error;
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_ipv6_client_version() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
