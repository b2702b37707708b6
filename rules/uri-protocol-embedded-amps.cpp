#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "support/path_fault.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  if (!is_c_family(client.kind) || parts.protocol != "amps" || !client.is_clear()) return;
  if (path_fault(parts) != PathFault::embedded_amps) return;
  const std::string_view before = segment_before_protocol(parts);
  const std::string_view segment(before.data(), before.size() + parts.protocol.size());
  found.push_back({.where = client.at(segment),
                   .message = fmt::format("'{}' is read as 'amps': {} compares four letters only",
                                          client.show(segment), display_name(client.kind))});
}

}  // namespace

Rule uri_protocol_embedded_amps() { return {Severity::warning, check}; }

}  // namespace ampslint
