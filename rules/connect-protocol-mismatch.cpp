#include <fmt/core.h>

#include "check/match/alternatives.hpp"
#include "check/match/match.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

/// What to write from the protocol on, where the message type is the legacy protocol's own.
std::string path_for(const ConnectionString& client, const Transport& transport) {
  const Parts& parts = client.parts();
  if (transport.protocol != Protocol::amps) {
    const std::string_view type = parts.message_type;
    return protocol_named(type) == transport.protocol ? std::string(type) : std::string();
  }
  const bool takes = !transport.message_type() || transport.message_type().value == parts.protocol;
  const bool is_type = takes && transport.instance->knows_message_type(parts.protocol);
  return is_type ? fmt::format("amps/{}", parts.protocol) : std::string();
}

std::optional<Fix> fix_of(const ConnectionString& client, const Transport& transport) {
  const Parts& parts = client.parts();
  std::string path = path_for(client, transport);
  if (path.empty() || !parts.protocol.present()) return std::nullopt;
  Span where = client.at(parts.protocol);
  if (!parts.message_type.empty()) where.end = client.at(parts.message_type).end;
  return Fix{{{where, std::move(path)}}, false};
}

void check(const Match& match, Diagnostics& found) {
  const Transport* transport = match.reached();
  const ConnectionString& client = match.client;
  if (transport == nullptr || transport->protocol == Protocol::unknown) return;
  if (transport->is_websocket() || client.websocket()) return;
  if (protocol_wanted(client) == transport->protocol) return;
  const std::string_view protocol = client.parts().protocol;
  const Text expected = transport->protocol_text();
  if (expected && expected.value == protocol) return;
  found.push_back({
      .where = client.at(protocol),
      .message = fmt::format("{} speaks protocol '{}', not '{}'", transport->label(),
                             expected ? expected.value : "amps", client.show(protocol)),
      .notes = protocol_notes(*transport),
      .fix = fix_of(client, *transport),
  });
}

}  // namespace

Rule connect_protocol_mismatch() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
