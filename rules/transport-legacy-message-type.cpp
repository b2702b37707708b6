#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

/// The legacy protocols that the manual names; whether `soap` and `fix-session` need a type, it
/// does not say.
bool needs_message_type(Protocol protocol) {
  return protocol == Protocol::fix || protocol == Protocol::nvfix || protocol == Protocol::xml;
}

void check(const Transport& transport, Diagnostics& found) {
  if (!needs_message_type(transport.protocol) || transport.message_type()) return;
  if (transport.type == TransportType::unknown || transport.is_replication()) return;
  const Text name = transport.protocol_text();
  // Of a protocol that is defined here, the manual does not speak.
  const bool defined =
      std::ranges::any_of(transport.instance->protocols, [&name](const auto& protocol) {
        return protocol.name() && protocol.name().value == name.value;
      });
  if (defined) return;
  found.push_back({.where = name.where,
                   .message = fmt::format("protocol '{}' needs a 'MessageType' in {}", name.value,
                                          transport.label())});
}

}  // namespace

Rule transport_legacy_message_type() { return {Severity::error, check}; }

}  // namespace ampslint
