#include <fmt/core.h>

#include <algorithm>

#include "check/match/match.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

bool takes_no_events(std::string_view module) {
  return module == "binary" || module == "protobuf" || module == "struct" ||
         module == "composite-global" || module == "composite-local";
}

void check(const Match& match, Diagnostics& found) {
  const Transport* transport = match.reached();
  if (transport == nullptr || is_legacy(transport->protocol)) return;
  const std::string_view type = match.client.message_type();
  if (type.empty()) return;
  const auto& types = transport->instance->message_types;
  const auto defined = std::ranges::find_if(
      types, [type](const MessageTypeDefinition& d) { return d.name() && d.name().value == type; });
  const std::string_view module = defined == types.end() ? type : defined->module().value;
  // As names of types, the other modules are not taken at all.
  if (!takes_no_events(module) || (defined == types.end() && type != "binary")) return;
  Diagnostic diagnostic{
      .where = match.client.at(type),
      .message = fmt::format("a connection of type '{}' cannot subscribe to the event topics "
                             "'/AMPS/…'",
                             match.client.show(type))};
  if (defined != types.end()) {
    diagnostic.notes.push_back(
        {defined->module().where, fmt::format("it uses module '{}'", module)});
  }
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule connect_type_without_events() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
