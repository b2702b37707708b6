#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

/// The steps of one action.
using Steps = std::vector<const ActionStep*>;

std::vector<Steps> by_action(const Instance& instance) {
  std::vector<Steps> actions;
  const Element* action = nullptr;
  for (const ActionStep& step : instance.actions) {
    if (step.element->parent != action) actions.emplace_back();
    action = step.element->parent;
    actions.back().push_back(&step);
  }
  return actions;
}

/// It starts for some messages only, or goes on with some only: it may end.
bool may_end(const Steps& steps) {
  return std::ranges::any_of(steps, [](const ActionStep* step) {
    return is_action(*step, "if-condition") || is_action(*step, "if-file-system-usage") ||
           text_of(step->options, "Filter");
  });
}

/// What starts a step is what another does.
bool starts(const ActionStep& on, const ActionStep& made, const Instance& instance) {
  if (is_action(on, "on-publish-message") && is_action(made, "do-publish-message")) {
    const Text type = text_of(on.options, "MessageType");
    const Text made_type = text_of(made.options, "MessageType");
    const Text topic = text_of(made.options, "Topic");
    if (!is_known(type) || !is_known(made_type) || !is_known(topic)) return false;
    return type.value == made_type.value &&
           covers(text_of(on.options, "Topic"), topic.value, *instance.regexes) == true;
  }
  if (is_action(on, "on-execute-event") && is_action(made, "do-execute-event")) {
    const Text event = text_of(on.options, "Event");
    const Text raised = text_of(made.options, "Event");
    return is_known(event) && is_known(raised) && event.value == raised.value;
  }
  return false;
}

/// Those that start the action; each is compared with every step, and usually there is one.
Steps starts_of(const Steps& steps) {
  constexpr std::size_t most = 100;
  Steps found;
  for (const ActionStep* step : steps) {
    const bool starts_it =
        is_action(*step, "on-publish-message") || is_action(*step, "on-execute-event");
    if (starts_it && found.size() < most) found.push_back(step);
  }
  return found;
}

void check(const Instance& instance, Diagnostics& found) {
  for (const Steps& steps : by_action(instance)) {
    const Steps triggers = starts_of(steps);
    for (const ActionStep* made : steps) {
      const auto on = std::ranges::find_if(
          triggers, [&](const ActionStep* step) { return starts(*step, *made, instance); });
      if (on == triggers.end()) continue;
      Diagnostic diagnostic{.where = made->module().where,
                            .message = "this step starts its own action again",
                            .notes = {{(*on)->module().where, "the action starts here"}}};
      if (may_end(steps)) diagnostic.severity = Severity::warning;
      found.push_back(std::move(diagnostic));
    }
  }
}

}  // namespace

Rule action_loop() { return {Severity::error, check}; }

}  // namespace ampslint
