#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/suggest.hpp"
#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "support/replicated_topics.hpp"

namespace ampslint {
namespace {

/// The destinations of the peer that are for the instance, or may be.
std::vector<const Destination*> ways_back(const Fleet& fleet, const Link& link) {
  std::vector<const Destination*> ways;
  for (const Destination& destination : link.to->destinations) {
    if (fleet.may_lead(destination, *link.from)) ways.push_back(&destination);
  }
  return ways;
}

/// The peer has a destination that is for no instance given, and may be meant for this one: by its
/// address, or by a slip. That is reported for the destination.
bool is_mistaken(const Fleet& fleet, const Link& link) {
  const std::string_view names[] = {link.from->name.value, link.from->own_group().value};
  return std::ranges::any_of(link.to->destinations, [&](const Destination& other) {
    if (!fleet.links_of(other).empty()) return false;
    return reached_by(fleet, *link.to, other).only == link.from ||
           !slip_of(other.peer_group().value, names).empty();
  });
}

bool may_return(const Replication& replication, const std::vector<const Destination*>& ways,
                const TopicName& topic) {
  for (const Destination* way : ways) {
    if (way->element->incomplete || replication.sent(*way).find(topic).is_in != false) return true;
  }
  return false;
}

/// The queues of an instance work on others as well only where both ways are replicated, whatever
/// a destination leaves unchecked.
bool is_distributed_queue(const Replication& replication, const Replicated& topic) {
  const TopicDefinition* defined = replication.defined(*topic.link.from, topic.name);
  return defined != nullptr && defined->kind == TopicKind::queue;
}

/// Where the peer comes nearest to replicating a topic back.
struct Nearest {
  Span where;
  const ReplicatedTopic* topic = nullptr;  ///< one of another type, or of nearly the same name
};

Nearest nearest(const Link& link, const std::vector<const Destination*>& ways,
                const TopicName& topic) {
  if (ways.empty()) {
    if (link.to->destinations.empty()) return {link.destination->where()};
    return {place_in(*link.to, "Replication")};
  }
  const std::string_view names[] = {topic.name};
  for (const ReplicatedTopic& other : ways.front()->topics) {
    if (!is_known(other.name()) || !is_known(other.message_type())) continue;
    if (other.name().value == topic.name) return {other.message_type().where, &other};
    if (!slip_of(other.name().value, names).empty()) return {other.name().where, &other};
  }
  return {ways.front()->where()};
}

/// What of a link does not come back.
struct OneWay {
  Replicated first;
  Nearest nearest;
  std::set<TopicName> topics;
};

void report(const OneWay& one_way, Diagnostics& found) {
  const Link& link = one_way.first.link;
  const std::size_t more = one_way.topics.size() - 1;
  found.push_back(
      {.where = one_way.nearest.where,
       .message = fmt::format("{} replicates '{}'{} of type '{}' to {}, which does not replicate "
                              "{} back",
                              called(*link.from), one_way.first.name.name,
                              more == 0 ? "" : fmt::format(" and {} more", more),
                              one_way.first.name.type, called(*link.to), more == 0 ? "it" : "them"),
       .notes = {{one_way.first.where, fmt::format("{} replicates it here", called(*link.from))}}});
}

void check(const Fleet& fleet, Diagnostics& found) {
  const Replication& replication = replication_of(fleet);
  std::map<const Link*, std::size_t> numbers;
  std::vector<OneWay> one_ways;
  for (const Replicated& topic : replication.topics()) {
    const Link& link = topic.link;
    if (!topic.topic.validates("replicate") && !is_distributed_queue(replication, topic)) continue;
    const std::vector<const Destination*> ways = ways_back(fleet, link);
    // A destination without address and way back never connects at all.
    if (ways.empty() && (link.destination->is_passive() || is_mistaken(fleet, link))) continue;
    if (may_return(replication, ways, topic.name)) continue;
    const auto [at, is_new] = numbers.try_emplace(&link, one_ways.size());
    if (is_new) one_ways.push_back({topic, nearest(link, ways, topic.name), {}});
    one_ways[at->second].topics.insert(topic.name);
  }
  std::set<std::pair<const ReplicatedTopic*, const ReplicatedTopic*>> reported;
  for (const OneWay& one_way : one_ways) {
    // Two that were meant to be the same miss each other both ways.
    const ReplicatedTopic* own = &one_way.first.topic;
    if (reported.contains({one_way.nearest.topic, own})) continue;
    reported.emplace(own, one_way.nearest.topic);
    report(one_way, found);
  }
}

}  // namespace

Rule replication_not_returned() { return {Severity::error, check}; }

}  // namespace ampslint
