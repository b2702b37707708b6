#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

/// Signals that stop AMPS unless an action takes them.
constexpr std::string_view stopping[] = {"SIGINT", "SIGTERM", "SIGHUP"};

/// A step of the action may stop AMPS.
bool stops(const Element& action) {
  return std::ranges::any_of(action.children(), [](const Element& step) {
    const ActionStep made{.element = &step};
    return !is_known(made.module()) || is_action(made, "do-shutdown") ||
           is_action(made, "do-execute-event") || is_action(made, "do-execute-system");
  });
}

void check(const ActionStep& step, Diagnostics& found) {
  if (!is_action(step, "on-signal") || step.element->parent->incomplete) return;
  const Text signal = text_of(step.options, "Signal");
  if (!is_known(signal) || std::ranges::count(stopping, signal.value) == 0) return;
  if (stops(*step.element->parent)) return;
  found.push_back(
      {.where = signal.where,
       .message = fmt::format("with an action of its own, '{}' does not stop AMPS any more",
                              signal.value)});
}

}  // namespace

Rule action_signal_keeps_running() { return {Severity::warning, check}; }

}  // namespace ampslint
