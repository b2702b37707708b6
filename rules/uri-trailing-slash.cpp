#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "support/path_fault.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  if (!parts.path.ends_with('/') || !client.is_clear()) return;
  const PathFault fault = path_fault(parts);
  const bool typed =
      fault == PathFault::none && parts.protocol == "amps" && !parts.message_type.empty();
  const bool typed_but_for_case =
      fault == PathFault::protocol_case && !segment_before_protocol(parts).empty();
  if (!typed && !typed_but_for_case) return;
  const bool refused = client.kind == ClientKind::javascript && client.reading.accepts == false;
  if (!refused) return;
  const std::string_view slash = parts.path.substr(parts.path.size() - 1);
  found.push_back(
      {.where = client.at(slash),
       .message = "the JavaScript client does not accept a slash after the message type",
       .fix = {{{{client.at(slash), ""}}, true}}});
}

}  // namespace

Rule uri_trailing_slash() { return {.severity = Severity::error, .check = check, .fixable = true}; }

}  // namespace ampslint
