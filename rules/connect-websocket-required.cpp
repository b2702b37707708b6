#include <fmt/core.h>

#include "check/match/alternatives.hpp"
#include "check/match/match.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Match& match, Diagnostics& found) {
  const Transport* transport = match.reached();
  const ConnectionString& client = match.client;
  if (transport == nullptr || !transport->is_websocket() || !match.websocket_differs()) return;
  const std::string_view scheme = client.parts().scheme;
  const std::string_view also = match.tls() == client.tls() ? ""
                                : match.tls()               ? " over TLS"
                                                            : " without TLS";
  found.push_back({
      .where = client.at(scheme),
      .message = fmt::format("{} speaks WebSocket{}, which '{}' does not", transport->label(), also,
                             client.show(scheme)),
      .notes = protocol_notes(*transport),
      .fix = scheme_fix(client, *transport, match.proxy),
  });
}

}  // namespace

Rule connect_websocket_required() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
