#include <fmt/core.h>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/reach.hpp"

namespace ampslint {
namespace {

const ProtocolDefinition* definition_of(const Instance& instance, const Text& protocol) {
  for (const ProtocolDefinition& defined : instance.protocols) {
    if (is_known(protocol) && defined.name().value == protocol.value) return &defined;
  }
  return nullptr;
}

void check(const Transport& transport, Diagnostics& found) {
  if (transport.type != TransportType::tcp || transport.tls || !transport.is_websocket() ||
      transport.element->incomplete || !is_reached_from_outside(transport)) {
    return;
  }
  const ProtocolDefinition* defined = definition_of(*transport.instance, transport.protocol_text());
  if (defined == nullptr) return;
  const Text scheme = text_of(defined->element, "WWWAuthenticate");
  if (!is_known(scheme) || !equal_ignoring_case(scheme.value.substr(0, 5), "Basic")) return;
  found.push_back(
      {.where = transport.type_text().where,
       .message = fmt::format(
           "{} accepts 'Basic' passwords without TLS: anyone on the network path can read them",
           transport.label()),
       .notes = {{scheme.where, "its protocol asks for them here"}}});
}

}  // namespace

Rule protocol_basic_without_tls() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
