#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/listeners.hpp"

namespace ampslint {
namespace {

void check(const Transport& transport, Diagnostics& found) {
  if (!transport.disabled || can_be_enabled(transport)) return;
  found.push_back({.where = transport.initial_state().where,
                   .message = fmt::format("{} starts disabled, and neither an action nor an "
                                          "Admin interface can enable it",
                                          transport.label())});
}

}  // namespace

Rule transport_never_enabled() { return {Severity::warning, check}; }

}  // namespace ampslint
