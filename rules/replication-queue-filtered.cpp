#include <fmt/core.h>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/comparing.hpp"

namespace ampslint {
namespace {

/// The topic's name stands for that one, as far as known.
bool means(const ReplicatedTopic& topic, const Text& name, bool patterns,
           const RegexBudget& budget) {
  if (!is_known(name) || topic.name().unresolved) return false;
  if (!patterns) return topic.name() && topic.name().value == name.value;
  return !topic.name() || covers(topic.name(), name.value, budget) == true;
}

void check(const Instance& instance, Diagnostics& found) {
  const std::optional<bool> patterns = takes_patterns(instance.root());
  if (!patterns || too_many_to_compare(instance, instance.topics.size())) return;
  for (const Destination& destination : instance.destinations) {
    for (const ReplicatedTopic& topic : destination.topics) {
      if (!topic.filter() || !is_known(topic.message_type())) continue;
      for (const TopicDefinition& queue : instance.topics) {
        if (!queue.is_queue() || queue.kind == TopicKind::local_queue) continue;
        if (!equal_ignoring_case(queue.message_type().value, topic.message_type().value)) continue;
        const Text underlying = text_of(queue.element, "UnderlyingTopic");
        const RegexBudget& budget = *instance.regexes;
        if (!means(topic, queue.name(), *patterns, budget) &&
            !means(topic, underlying, *patterns, budget)) {
          continue;
        }
        found.push_back({.where = topic.filter().where,
                         .message = fmt::format("the filter keeps messages of queue '{}' from the "
                                                "peer",
                                                queue.name().value),
                         .notes = {{queue.name().where, "the queue is here"}}});
        break;
      }
    }
  }
}

}  // namespace

Rule replication_queue_filtered() { return {Severity::warning, check}; }

}  // namespace ampslint
