#include <fmt/core.h>

#include "check/match/alternatives.hpp"
#include "check/match/match.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

bool is_synonym(std::string_view protocol) { return protocol == "amps" || protocol == "json"; }

void check(const Match& match, Diagnostics& found) {
  const Transport* transport = match.reached();
  const ConnectionString& client = match.client;
  if (transport == nullptr || transport->protocol != Protocol::amps || client.websocket()) return;
  const Text said = transport->protocol_text();
  const std::string_view theirs = said ? said.value : "amps";
  const std::string_view ours = client.parts().protocol;
  if (theirs == ours || !is_synonym(theirs) || !is_synonym(ours)) return;
  found.push_back({
      .where = client.at(ours),
      .message = fmt::format("'{}' is another name for '{}', the protocol of {}", client.show(ours),
                             theirs, transport->label()),
      .notes = protocol_notes(*transport),
  });
}

}  // namespace

Rule connect_protocol_synonym() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
