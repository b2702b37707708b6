#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  const Element& root = instance.root();
  const bool published = child_of(&root, "SOWStatsInterval") != nullptr ||
                         child_of(&root, "SOWStatisticsInterval") != nullptr;
  if (instance.incomplete || published) return;
  for (const TopicDefinition& topic : instance.topics) {
    if (!is_known(topic.name()) || topic.name().value != "/AMPS/SOWStats") continue;
    found.push_back({.where = topic.name().where,
                     .message = "nothing is published here without 'SOWStatsInterval'"});
  }
}

}  // namespace

Rule sow_stats_unpublished() { return {Severity::warning, check}; }

}  // namespace ampslint
