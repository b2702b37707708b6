#include <fmt/core.h>

#include "check/match/alternatives.hpp"
#include "check/match/match.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Match& match, Diagnostics& found) {
  const Transport* transport = match.reached();
  const ConnectionString& client = match.client;
  if (transport == nullptr || !transport->is_websocket() || client.websocket()) return;
  const std::string_view scheme = client.parts().scheme;
  found.push_back({
      .where = client.at(scheme),
      .message = fmt::format("{} speaks WebSocket, which '{}' does not", transport->label(),
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
