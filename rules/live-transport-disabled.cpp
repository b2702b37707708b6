#include <fmt/core.h>

#include <algorithm>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Inspected& inspected, Diagnostics& found) {
  if (!inspected.seen.transports) return;
  for (const TransportSeen& running : *inspected.seen.transports) {
    const auto& transports = inspected.given.transports;
    const auto given = std::ranges::find_if(transports, [&running](const Transport& transport) {
      return transport.name() && transport.name().value == running.name;
    });
    if (running.enabled.value_or(true) || given == transports.end() || given->disabled) continue;
    found.push_back({.where = given->name().where,
                     .message = fmt::format("{} is disabled in the instance running at '{}'",
                                            given->label(), inspected.seen.url)});
  }
}

}  // namespace

Rule live_transport_disabled() { return {.severity = Severity::warning, .check = check}; }

}  // namespace ampslint
