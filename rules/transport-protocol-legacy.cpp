#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Transport& transport, Diagnostics& found) {
  const Protocol protocol = transport.protocol;
  if (!is_legacy(protocol) || transport.is_replication()) return;
  // The manual counts `fix-session` among the legacy ones in one place only.
  const bool disputed = protocol == Protocol::fix_session;
  const bool unclear = !transport.message_type() && (disputed || protocol == Protocol::soap);
  if (disputed && !unclear) return;
  found.push_back({.where = transport.protocol_text().where,
                   .message = fmt::format(
                       "protocol '{}' {}", transport.protocol_text().value,
                       unclear ? "may need a 'MessageType': the manual does not say"
                               : "is a legacy protocol that gets no new features; 'amps' does")});
}

}  // namespace

Rule transport_protocol_legacy() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
