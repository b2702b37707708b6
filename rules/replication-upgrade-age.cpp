#include <algorithm>
#include <vector>

#include "base/units.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

struct Age {
  Text text;
  double seconds = 0;
};

/// The Age of each action of that kind which is known.
std::vector<Age> ages_of(const Instance& instance, std::string_view kind) {
  std::vector<Age> ages;
  for (const ActionStep& step : instance.actions) {
    const Text text = text_of(step.options, "Age");
    if (!is_action(step, kind) || !is_known(text)) continue;
    const std::optional<double> seconds = parse_interval(text.value);
    if (seconds) ages.push_back({text, *seconds});
  }
  return ages;
}

void check(const Instance& instance, Diagnostics& found) {
  const std::vector<Age> downgrades = ages_of(instance, "do-downgrade-replication");
  const auto least = std::ranges::min_element(downgrades, {}, &Age::seconds);
  if (least == downgrades.end()) return;
  for (const Age& upgrade : ages_of(instance, "do-upgrade-replication")) {
    if (upgrade.seconds * 2 <= least->seconds) continue;
    found.push_back({.where = upgrade.text.where,
                     .message = "destinations will switch back and forth: the upgrade age is more "
                                "than half the downgrade age",
                     .notes = {{least->text.where, "the downgrade age is set here"}}});
  }
}

}  // namespace

Rule replication_upgrade_age() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
