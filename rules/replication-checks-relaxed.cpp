#include <fmt/core.h>

#include <set>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "support/replicated_topics.hpp"

namespace ampslint {
namespace {

/// Without those that cannot be excluded, and without `cascade` itself.
constexpr std::string_view checks[] = {"txlog", "replicate",        "sow",
                                       "keys",  "replicate_filter", "queue_passthrough"};

/// The first check that an instance demands for a topic and its peer does not; empty for none.
std::string_view left_out(const ReplicatedTopic& demanded, const ReplicatedTopic& by_peer) {
  for (const std::string_view check : checks) {
    if (demanded.validates(check) && !by_peer.validates(check)) return check;
  }
  return {};
}

Span place_of(const ReplicatedTopic& topic, std::string_view check) {
  const Text excluded = topic.exclude_validation();
  const std::size_t at = excluded ? excluded.value.find(check) : std::string_view::npos;
  if (at != std::string_view::npos) return excluded.span(at, check.size());
  return topic.include_validation() ? topic.include_validation().where
                                    : topic.element->name().where;
}

void check(const Fleet& fleet, Diagnostics& found) {
  const Replication& replication = replication_of(fleet);
  std::set<const ReplicatedTopic*> reported;
  for (const Replicated& topic : replication.topics()) {
    const Link& link = topic.link;
    if (topic.by_pattern || !topic.topic.validates("cascade")) continue;
    for (const Destination& onward : link.to->destinations) {
      const std::optional<std::size_t> entry = replication.sent(onward).find(topic.name).entry;
      if (onward.element->incomplete || !entry) continue;
      const ReplicatedTopic& next = onward.topics[*entry];
      if (next.include_validation().unresolved || next.exclude_validation().unresolved) continue;
      const std::string_view check = left_out(topic.topic, next);
      if (check.empty() || !reported.insert(&next).second) continue;
      found.push_back(
          {.where = place_of(next, check),
           .message =
               fmt::format("{} does not check '{}' for '{}', which {} requires through 'cascade'",
                           called(*link.to), check, topic.name.name, called(*link.from)),
           .notes = {{topic.where, fmt::format("{} replicates it to {} and excludes no check",
                                               called(*link.from), called(*link.to))}}});
    }
  }
}

}  // namespace

Rule replication_checks_relaxed() { return {Severity::error, check}; }

}  // namespace ampslint
