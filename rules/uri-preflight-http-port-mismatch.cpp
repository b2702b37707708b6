#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  if (client.kind == ClientKind::go || client.kind == ClientKind::javascript) return;
  const bool plain = client.scheme == Scheme::tcp && client.port() == 443;
  const bool tls = client.scheme == Scheme::tcps && client.port() == 80;
  if ((!plain && !tls) || !client.preflight()) return;
  const std::string_view other = plain ? "tcps" : "tcp";
  found.push_back(
      {.where = client.at(client.parts().scheme),
       .message = fmt::format("port {} is usually {}; did you mean '{}'?", client.parts().port,
                              plain ? "HTTPS" : "plain HTTP", other),
       .fix = {{{{client.at(client.parts().scheme), std::string(other)}}, false}}});
}

}  // namespace

Rule uri_preflight_http_port_mismatch() {
  return {.severity = Severity::note, .check = check, .fixable = true};
}

}  // namespace ampslint
