#include <fmt/core.h>

#include "check/match/alternatives.hpp"
#include "check/match/match.hpp"
#include "check/match/proxy.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Match& match, Diagnostics& found) {
  const Transport* transport = match.reached();
  const ConnectionString& client = match.client;
  if (transport == nullptr || !match.tls() || client.tls() || client.unix_socket()) return;
  // connect-websocket-required and connect-websocket-not-offered name the scheme that is right.
  if (client.use == StringUse::connection && match.websocket_differs()) return;
  if (match.proxy != nullptr) {
    found.push_back(proxy_tls_mismatch(client, *match.proxy));
    return;
  }
  const bool implied = transport->type == TransportType::tcp;
  const std::string_view scheme = client.parts().scheme;
  const bool known = transport->protocol != Protocol::unknown;
  found.push_back({
      .where = client.at(scheme),
      .message =
          fmt::format("{} expects TLS{}; '{}' does not use it, '{}' does", transport->label(),
                      implied ? " because it has a certificate and a key" : "", client.show(scheme),
                      known ? scheme_for(*transport) : (client.websocket() ? "wss" : "tcps")),
      .notes = {{implied ? transport->certificate().where : transport->type_text().where,
                 "TLS is enabled here"}},
      .fix = scheme_fix(client, *transport),
  });
}

}  // namespace

Rule connect_tls_required() {
  return {.severity = Severity::error, .check = check, .fixable = true, .about = About::address};
}

}  // namespace ampslint
