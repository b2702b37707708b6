#include <fmt/core.h>

#include <set>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "support/replicated_topics.hpp"

namespace ampslint {
namespace {

/// What comes back of a topic: by one destination of the peer, under one of its topics; else null.
const ReplicatedTopic* way_back(const Replication& replication, const Link& link,
                                const TopicName& topic) {
  const Destination* way = nullptr;
  for (const Destination& destination : link.to->destinations) {
    if (!replication.fleet().may_lead(destination, *link.from)) continue;
    if (way != nullptr) return nullptr;
    way = &destination;
  }
  if (way == nullptr || way->element->incomplete) return nullptr;
  const std::optional<std::size_t> entry = replication.sent(*way).find(topic).entry;
  return entry ? &way->topics[*entry] : nullptr;
}

void check(const Fleet& fleet, Diagnostics& found) {
  const Replication& replication = replication_of(fleet);
  std::set<const ReplicatedTopic*> reported;
  for (const Replicated& topic : replication.topics()) {
    const Text filter = topic.topic.filter();
    if (topic.by_pattern || !is_known(filter) || !topic.topic.validates("replicate_filter"))
      continue;
    if (reported.contains(&topic.topic)) continue;
    const ReplicatedTopic* back = way_back(replication, topic.link, topic.name);
    if (back == nullptr || back->filter().unresolved || back->element->incomplete) continue;
    if (back->filter() && back->filter().value == filter.value) continue;
    reported.insert(&topic.topic);
    reported.insert(back);
    const std::string peer = called(*topic.link.to);
    const Span there = back->filter() ? back->filter().where : back->element->name().where;
    found.push_back(
        {.where = filter.where,
         .message = fmt::format("{} replicates '{}' back {} filter", peer, topic.name.name,
                                back->filter() ? "with a different" : "without this"),
         .notes = {{there, fmt::format("{} replicates it back here", peer)}}});
  }
}

}  // namespace

Rule replication_filter_differs() { return {Severity::error, check}; }

}  // namespace ampslint
