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
  if (transport == nullptr || match.tls() || !client.tls()) return;
  // connect-websocket-required and connect-websocket-not-offered name the scheme that is right.
  if (client.use == StringUse::connection && match.websocket_differs()) return;
  if (match.proxy != nullptr) {
    found.push_back(proxy_tls_mismatch(client, *match.proxy));
    return;
  }
  if (transport->type == TransportType::unknown) return;
  const std::string_view scheme = client.parts().scheme;
  found.push_back({
      .where = client.at(scheme),
      .message = fmt::format("{} does not speak TLS, which '{}' asks for", transport->label(),
                             client.show(scheme)),
      .notes = {{transport->type_text().where, "a plain type without a certificate and key"}},
      .fix = scheme_fix(client, *transport),
  });
}

}  // namespace

Rule connect_tls_not_offered() {
  return {.severity = Severity::error, .check = check, .fixable = true, .about = About::address};
}

}  // namespace ampslint
