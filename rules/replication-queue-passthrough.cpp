#include <fmt/core.h>

#include <set>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "support/replicated_topics.hpp"

namespace ampslint {
namespace {

/// What comes from a group goes on; nothing where that is not known.
std::optional<bool> passes(const Destination& destination, const Text& group,
                           const RegexBudget& budget) {
  if (!is_known(group) || destination.element->incomplete) return std::nullopt;
  if (!destination.pass_through()) return false;
  if (destination.pass_through().unresolved) return std::nullopt;
  return TopicPattern(destination.pass_through().value, budget).covers(group.value);
}

void check(const Fleet& fleet, Diagnostics& found) {
  const Replication& replication = replication_of(fleet);
  std::set<const Destination*> reported;
  for (const Replicated& topic : replication.topics()) {
    const Link& link = topic.link;
    const TopicDefinition* queue = replication.defined(*link.from, topic.name);
    if (queue == nullptr || queue->kind != TopicKind::queue) continue;
    if (!topic.topic.validates("queue_passthrough")) continue;
    for (const Destination& onward : link.to->destinations) {
      // What is sent back to its origin needs no pass-through.
      if (fleet.may_lead(onward, *link.from)) continue;
      const Text& group = link.from->own_group();
      if (replication.sent(onward).find(topic.name).is_in != true) continue;
      if (passes(onward, group, *link.to->regexes) != false || !reported.insert(&onward).second)
        continue;
      const Text given = onward.pass_through();
      found.push_back(
          {.where = given ? given.where : onward.where(),
           .message = fmt::format("queue '{}' comes from group '{}', whose messages {} "
                                  "does not pass on",
                                  topic.name.name, group.value, onward.label()),
           .notes = {{topic.where, fmt::format("{} replicates the queue", called(*link.from))}}});
    }
  }
}

}  // namespace

Rule replication_queue_passthrough() { return {Severity::error, check}; }

}  // namespace ampslint
