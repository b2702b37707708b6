#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/listeners.hpp"

namespace ampslint {
namespace {

std::string_view whom_it_keeps_out(const Transport& transport, bool all_disabled) {
  if (transport.is_replication()) return "no instance can replicate to it until it is enabled";
  if (all_disabled) return "no client can connect until a transport is enabled";
  return "it does not listen until it is enabled";
}

void check(const Instance& instance, Diagnostics& found) {
  const bool all_disabled =
      !instance.incomplete && std::ranges::all_of(instance.transports, [](const Transport& t) {
        return t.is_replication() || t.disabled;
      });
  for (const Transport& transport : instance.transports) {
    // transport-never-enabled explains more.
    if (!transport.disabled || !can_be_enabled(transport)) continue;
    found.push_back({.where = transport.initial_state().where,
                     .message = fmt::format("{} starts disabled; {}", transport.label(),
                                            whom_it_keeps_out(transport, all_disabled))});
  }
}

}  // namespace

Rule transport_starts_disabled() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
