#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "support/path_fault.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  if (parts.prefix.empty() || !client.is_clear()) return;
  if (path_fault(parts) != PathFault::extra_segment) return;
  // Behind a proxy all of it may be a prefix; uri-surrounding-space reports a blank.
  if (client.preflight() && is_legacy_protocol(parts.protocol)) return;
  if (parts.protocol.find_first_not_of(" \t\r\n\"'") == std::string_view::npos) return;
  Diagnostic diagnostic{
      .where = client.at(parts.protocol),
      .message = fmt::format("'{}' follows the message type", client.show(parts.protocol))};
  if (is_c_family(client.kind)) {
    diagnostic.message +=
        fmt::format(", which {} reads as the protocol", display_name(client.kind));
  }
  const bool refused = client.reading.accepts == false;
  if (!is_c_family(client.kind) && !refused) diagnostic.severity = Severity::warning;
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_extra_segment() { return {Severity::error, check}; }

}  // namespace ampslint
