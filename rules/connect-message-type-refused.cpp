#include <fmt/core.h>

#include "check/match/match.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Match& match, Diagnostics& found) {
  const Transport* transport = match.reached();
  const std::string_view type = match.client.message_type();
  if (transport == nullptr || type.empty()) return;
  if (is_legacy(transport->protocol) || transport->protocol == Protocol::unknown) return;
  const Text taken = transport->message_type();
  if (!taken || taken.value == type || misspells_message_type(*transport)) return;
  found.push_back({
      .where = match.client.at(type),
      .message = fmt::format("{} accepts only message type '{}', not '{}'", transport->label(),
                             taken.value, match.client.show(type)),
      .notes = {{taken.where, "the transport is restricted here"}},
      .fix = {{{{match.client.at(type), std::string(taken.value)}}, false}},
  });
}

}  // namespace

Rule connect_message_type_refused() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
