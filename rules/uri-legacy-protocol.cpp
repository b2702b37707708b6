#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "support/path_fault.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  if (!is_legacy_protocol(parts.protocol) || !client.is_clear()) return;
  if (path_fault(parts) != PathFault::none) return;
  // uri-protocol-accidental-legacy and uri-protocol-unknown explain it better.
  if (!parts.prefix.empty() && !client.preflight()) return;
  found.push_back(
      {.where = client.at(parts.protocol),
       .message = fmt::format(
           "legacy protocol '{}' is supported by the C, C++, Python, Java and C# clients only",
           parts.protocol)});
}

}  // namespace

Rule uri_legacy_protocol() {
  return {.severity = Severity::note,
          .check = check,
          .when = When::no_instance_to_ask,
          .preset = Preset::pedantic};
}

}  // namespace ampslint
