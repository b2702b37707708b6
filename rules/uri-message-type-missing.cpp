#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  if (!parts.message_type.empty() || !client.is_clear()) return;
  const bool javascript = client.kind == ClientKind::javascript;
  const bool no_path = parts.path.empty() || parts.path == "/";
  const bool amps =
      javascript ? equal_ignoring_case(parts.protocol, "amps") : parts.protocol == "amps";
  const bool go = client.kind == ClientKind::go && no_path && !parts.host.empty();
  if (!amps && !go) return;
  if (parts.path.find("//") != std::string_view::npos) return;
  Diagnostic diagnostic{
      .where = client.at(amps ? parts.protocol : parts.host),
      .message = "no message type: only a transport with a 'MessageType' of its own accepts that"};
  if (javascript && client.reading.accepts == false) {
    diagnostic.message = "the JavaScript client needs a message type after 'amps'";
    diagnostic.severity = Severity::error;
  }
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_message_type_missing() {
  return {.severity = Severity::warning, .check = check, .when = When::no_instance_to_ask};
}

}  // namespace ampslint
