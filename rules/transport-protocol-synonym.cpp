#include <algorithm>
#include <utility>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  const bool defined = std::ranges::any_of(
      instance.protocols, [](const auto& protocol) { return protocol.name().value == "json"; });
  if (defined) return;
  for (const Transport& transport : instance.transports) {
    const Text name = transport.protocol_text();
    if (name.value != "json") continue;
    Diagnostic diagnostic{
        .where = name.where,
        .message = "'json' is another name for the protocol 'amps', not a message type"};
    if (name.pieces.empty()) diagnostic.fix = {{{name.where, "amps"}}, false};
    found.push_back(std::move(diagnostic));
  }
}

}  // namespace

Rule transport_protocol_synonym() {
  return {.severity = Severity::note, .check = check, .fixable = true, .preset = Preset::pedantic};
}

}  // namespace ampslint
