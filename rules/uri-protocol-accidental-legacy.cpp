#include <fmt/core.h>

#include "base/ascii.hpp"
#include "base/suggest.hpp"
#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "support/path_fault.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  if (!is_c_family(client.kind) || !is_legacy_protocol(parts.protocol)) return;
  const std::string_view before = segment_before_protocol(parts);
  // Behind a proxy's prefix a legacy protocol may be meant.
  if (before.empty() || client.preflight() || !client.is_clear()) return;
  const PathFault fault = path_fault(parts);  // which another rule reports
  if (fault == PathFault::extra_segment || fault == PathFault::protocol_case ||
      fault == PathFault::empty_segment) {
    return;
  }
  Diagnostic diagnostic{
      .where = client.at(parts.protocol),
      .message = fmt::format("'{}' after '{}' is the legacy protocol, not a message type",
                             parts.protocol, client.show(before))};
  constexpr std::string_view amps[] = {"amps"};
  const bool misspelt = before != "amps" && !nearest(before, amps).empty();
  if (misspelt && !equal_ignoring_case(before, "amps")) {
    diagnostic.message += fmt::format("; did you mean 'amps/{}'?", parts.protocol);
    diagnostic.fix = {{{client.at(before), "amps"}}, false};
  }
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_protocol_accidental_legacy() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
