#include <fmt/core.h>

#include "check/rule.hpp"
#include "suggest.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const ProtocolDefinition& defined : instance.protocols) {
    if (defined.protocol == Protocol::unknown || defined.protocol == Protocol::websocket) continue;
    for (const Element& child : defined.element->children()) {
      const SchemaElement* row = schema_element("Protocol", child.name.value);
      if (row == nullptr || row->manual != "Websocket Options") continue;
      found.push_back({.where = child.name.where,
                       .message = fmt::format("'{}' is for the module 'websocket' only", row->name),
                       .notes = {{defined.module.where, "the module is set here"}}});
    }
  }
}

}  // namespace

Rule protocol_option_unused() { return {Severity::warning, check}; }

}  // namespace ampslint
