#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  const Transport* transport = probed.transport;
  if (transport == nullptr || !transport->disabled) return;
  const Observation& seen = probed.seen;
  if (!seen.ready() && seen.failed_at() <= StageName::connect) return;
  found.push_back({.where = probed.address(),
                   .message = fmt::format("something listens at '{}', though {} starts disabled",
                                          seen.address, transport->label()),
                   .notes = {{transport->initial_state().where, "it starts disabled here"}}});
}

}  // namespace

Rule live_listener_unexpected() { return {.severity = Severity::note, .check = check}; }

}  // namespace ampslint
