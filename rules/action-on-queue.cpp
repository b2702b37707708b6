#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/action_topics.hpp"
#include "support/sow.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  const std::vector<ActionTopic> topics = action_topics(instance);
  if (topics.empty()) return;
  const Sow& sow = sow_of(instance);
  for (const ActionTopic& at : topics) {
    if (!at.use.no_queue) continue;
    const TopicDefinition* defined = at.find(sow);
    if (defined == nullptr || !defined->is_queue()) continue;
    found.push_back({.where = at.topic.where,
                     .message = fmt::format("'{}' is a queue: this action would take its messages "
                                            "and never acknowledge them",
                                            at.topic.value),
                     .notes = {{defined->name().where, "the queue is defined here"}}});
  }
}

}  // namespace

Rule action_on_queue() { return {Severity::error, check}; }

}  // namespace ampslint
