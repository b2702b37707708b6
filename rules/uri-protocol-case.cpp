#include <fmt/core.h>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "support/path_fault.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  if (client.kind == ClientKind::javascript || !client.is_clear()) return;
  if (path_fault(parts) != PathFault::protocol_case) return;
  const std::string_view before = segment_before_protocol(parts);
  const bool in_front = equal_ignoring_case(before, "amps");
  const std::string_view name = in_front ? before : parts.protocol;
  const std::string lower = to_lower(name);
  const bool go = client.kind == ClientKind::go;
  if (go && lower != "amps") return;  // uri-protocol-unknown reports it
  const bool java = client.kind == ClientKind::java && client.reading.accepts == false;
  const bool known = go || java || is_c_family(client.kind);
  Diagnostic diagnostic{
      .where = client.at(name),
      .message =
          fmt::format("protocol '{}' is not in lower case, as {} requires", client.show(name),
                      known ? display_name(client.kind) : "the C++ client"),
      .fix = {{{{client.at(name), lower}}, false}},
  };
  if (in_front && is_legacy_protocol(parts.protocol) && is_c_family(client.kind)) {
    diagnostic.message += fmt::format("; it reads '{}' as the protocol", parts.protocol);
  }
  if (!known) diagnostic.severity = Severity::warning;
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_protocol_case() { return {.severity = Severity::error, .check = check, .fixable = true}; }

}  // namespace ampslint
