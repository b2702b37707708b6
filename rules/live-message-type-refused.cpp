#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  if (!probed.failed(Fault::rejected) || probed.seen.reason != "invalid message type") return;
  const ConnectionString& client = probed.client;
  const std::string_view type = client.message_type();
  Diagnostic diagnostic{
      .where = type.empty() ? probed.address() : client.at(type),
      .message = type.empty() ? "the server requires a message type, but the string names none"
                              : fmt::format("the server does not accept message type '{}'",
                                            client.show(type)),
      .notes = meant_to_serve(probed)};
  const Text taken = probed.transport != nullptr ? probed.transport->message_type() : Text();
  if (taken && !taken.unresolved && taken.value != type) {
    diagnostic.message += fmt::format("; {} accepts '{}'", probed.transport->label(), taken.value);
    if (!type.empty()) diagnostic.fix = Fix{{{client.at(type), std::string(taken.value)}}, false};
  }
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule live_message_type_refused() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
