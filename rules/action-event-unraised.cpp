#include <fmt/core.h>

#include <map>
#include <set>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

bool is_settled(const Text& text) {
  return is_known(text) && text.value.find("{{") == std::string_view::npos;
}

void check(const Instance& instance, Diagnostics& found) {
  if (instance.incomplete) return;
  std::set<std::string_view> raised;
  std::map<std::string_view, Span> taken;
  for (const ActionStep& step : instance.actions) {
    if (is_action(step, "on-execute-event")) {
      const Text event = text_of(step.options, "Event");
      if (is_settled(event)) taken.emplace(event.value, event.where);
    } else if (is_action(step, "on-alert")) {
      for (const std::string_view option : {"OOFEvent", "TimeoutEvent"}) {
        const Text event = text_of(step.options, option);
        if (!is_settled(event)) return;
        raised.insert(event.value);
      }
    } else if (is_action(step, "do-execute-event")) {
      const Text event = text_of(step.options, "Event");
      if (!is_settled(event) && child_of(step.options, "EventVariable") == nullptr) return;
      raised.insert(event.value);
    } else if (is_action(step, "do-extract-values") || is_action(step, "do-translate-data") ||
               is_action(step, "on-admin") || is_action(step, "do-query-sow")) {
      // What they find can be the name of an event.
      return;
    }
  }
  for (const auto& [event, where] : taken) {
    if (raised.contains(event)) continue;
    found.push_back(
        {.where = where, .message = fmt::format("nothing raises the event '{}'", event)});
  }
}

}  // namespace

Rule action_event_unraised() { return {Severity::warning, check}; }

}  // namespace ampslint
