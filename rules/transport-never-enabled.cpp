#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/listeners.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const Transport& transport : instance.transports) {
    if (!transport.disabled || can_be_enabled(transport)) continue;
    found.push_back({.where = transport.initial_state().where,
                     .message = fmt::format("{} starts disabled, and neither an action nor an "
                                            "Admin interface can enable it",
                                            transport.label())});
  }
}

}  // namespace

Rule transport_never_enabled() { return {Severity::warning, check}; }

}  // namespace ampslint
