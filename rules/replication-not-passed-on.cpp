#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/topic_set.hpp"

namespace ampslint {
namespace {

bool may_pass(const Destination& destination, const Text& group, const RegexBudget& budget) {
  if (!destination.pass_through() || !is_known(group)) return destination.element->incomplete;
  if (destination.pass_through().unresolved) return true;
  return TopicPattern(destination.pass_through().value, budget).covers(group.value) != false;
}

/// The instances that get what is published at one.
std::set<const Instance*> reached_from(const Fleet& fleet, const Instance& origin) {
  std::set<const Instance*> reached{&origin};
  std::set<std::pair<const Instance*, const Instance*>> seen;
  // Who has it, and who it came from.
  std::vector<std::pair<const Instance*, const Instance*>> open{{&origin, nullptr}};
  while (!open.empty()) {
    const auto [at, by] = open.back();
    open.pop_back();
    for (const Destination& destination : at->destinations) {
      if (by != nullptr && !may_pass(destination, by->own_group(), *at->regexes)) continue;
      for (const Link& link : fleet.links_of(destination)) {
        reached.insert(link.to);
        if (seen.emplace(link.to, at).second) open.emplace_back(link.to, at);
      }
    }
  }
  return reached;
}

void check(const Fleet& fleet, Diagnostics& found) {
  std::set<const Destination*> reported;
  for (const Instance* origin : fleet.instances) {
    if (origin->destinations.empty()) continue;
    const std::set<const Instance*> reached = reached_from(fleet, *origin);
    for (const Link& link : fleet.links) {
      if (!link.certain || !reached.contains(link.from) || reached.contains(link.to)) continue;
      if (!reported.insert(link.destination).second) continue;
      found.push_back(
          {.where = link.destination->where(),
           .message = fmt::format("what is published at {} reaches {}, but is not passed on to {}",
                                  called(*origin), called(*link.from), called(*link.to))});
    }
  }
}

}  // namespace

Rule replication_not_passed_on() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
