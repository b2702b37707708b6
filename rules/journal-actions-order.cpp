#include <fmt/core.h>

#include "base/units.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

/// A step with the age of the journals that it takes, in seconds.
struct Aged {
  Text text;
  double age = 0;
};

/// The youngest journals that steps of a kind take.
std::optional<Aged> youngest(const Instance& instance, std::string_view action) {
  std::optional<Aged> found;
  for (const ActionStep& step : instance.actions) {
    if (!is_action(step, action)) continue;
    const Text text = text_of(step.options, "Age");
    const std::optional<double> age = is_known(text) ? parse_interval(text.value) : std::nullopt;
    if (age && (!found || *age < found->age)) found = {text, *age};
  }
  return found;
}

void check(const Instance& instance, Diagnostics& found) {
  const std::optional<Aged> removed = youngest(instance, "do-remove-journal");
  if (!removed) return;
  for (const std::string_view action : {"do-archive-journal", "do-compress-journal"}) {
    const std::optional<Aged> earlier = youngest(instance, action);
    if (!earlier || earlier->age < removed->age) continue;
    found.push_back({.where = earlier->text.where,
                     .message = fmt::format("journals of this age are already removed, after '{}'",
                                            removed->text.value),
                     .notes = {{removed->text.where, "they are removed here"}}});
  }
}

}  // namespace

Rule journal_actions_order() { return {Severity::warning, check}; }

}  // namespace ampslint
