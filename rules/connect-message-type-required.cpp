#include <fmt/core.h>

#include "check/match/alternatives.hpp"
#include "check/match/match.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Match& match, Diagnostics& found) {
  const Transport* transport = match.reached();
  const ConnectionString& client = match.client;
  if (transport == nullptr || transport->message_type() || !client.message_type().empty()) return;
  const bool amps = transport->protocol == Protocol::amps || transport->is_websocket();
  const std::optional<Protocol> wanted = protocol_wanted(client);
  if (!amps || (wanted != Protocol::amps && wanted != Protocol::websocket)) return;
  const std::string_view protocol = client.parts().protocol;
  // With the protocol `json` the client sends no type, whatever the path looks like.
  const bool json = protocol == "json";
  Diagnostic diagnostic{
      .where = client.at(protocol),
      .message = fmt::format("{} accepts any message type, but {}", transport->label(),
                             json ? "protocol 'json' sends none" : "the string names none"),
      .notes = {{transport->where(), "no MessageType here: each connection must name its own"}}};
  if (json) diagnostic.fix = {{{client.at(protocol), "amps/json"}}, false};
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule connect_message_type_required() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
