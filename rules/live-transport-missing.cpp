#include <fmt/core.h>

#include <algorithm>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Inspected& inspected, Diagnostics& found) {
  const auto& running = inspected.seen.transports;
  if (!running) return;
  for (const Transport& transport : inspected.given.transports) {
    const Text name = transport.name();
    if (!name || name.unresolved) continue;
    if (std::ranges::find(*running, name.value, &TransportSeen::name) != running->end()) continue;
    found.push_back({.where = name.where,
                     .message = fmt::format("the instance running at '{}' has no {}",
                                            inspected.seen.url, transport.label())});
  }
}

}  // namespace

Rule live_transport_missing() { return {.severity = Severity::error, .check = check}; }

}  // namespace ampslint
