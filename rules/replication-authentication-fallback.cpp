#include <fmt/core.h>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

/// What the peer's connection is held to where its transport is not found by the type's name.
Text module_of(const Element* element, std::string_view block) {
  return text_of(child_of(element, block), "Module");
}

void check(const Instance& instance, Diagnostics& found) {
  const Transport* listener = instance.replication_transport();
  if (listener == nullptr || !is_known(listener->name()) || instance.incomplete) return;
  if (equal_ignoring_case(listener->name().value, listener->type_text().value)) return;
  for (const Destination& destination : instance.destinations) {
    for (const DestinationTransport& transport : destination.transports) {
      if (transport.type != listener->type) continue;
      for (const std::string_view block : {"Authentication", "Entitlement"}) {
        const Text wanted = module_of(listener->element, block);
        if (!wanted || child_of(transport.element, block) != nullptr) continue;
        if (module_of(&instance.root(), block).value == wanted.value) continue;
        found.push_back(
            {.where = transport.type_text().where,
             .message = fmt::format("{} may log on over this connection without the '{}' of {}",
                                    destination.label(), block, listener->label()),
             .notes = {
                 {listener->name().where, fmt::format("it would apply here if this name were '{}'",
                                                      transport.type_text().value)}}});
        break;
      }
    }
  }
}

}  // namespace

Rule replication_authentication_fallback() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
