#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "support/replicated_topics.hpp"

namespace ampslint {
namespace {

/// The members of each group that are joined by replication. Which group an instance without a
/// Group is of is its own affair.
std::vector<Together> groups_of(const Fleet& fleet) {
  std::vector<Together> groups;
  for (const Together& fabric : fleet.fabrics()) {
    std::map<std::string_view, Together> by_group;
    for (const Instance* instance : fabric) {
      if (instance->incomplete || !is_known(instance->group)) continue;
      by_group[instance->group.value].push_back(instance);
    }
    for (auto& [name, members] : by_group) {
      if (members.size() > 1) groups.push_back(std::move(members));
    }
  }
  return groups;
}

struct Difference {
  std::string message;
  Span where;
};

/// What the first instance has and the second lacks; nothing where the second may have more than
/// is known.
std::optional<Difference> difference(const Replication& replication, const Instance& has,
                                     const Instance& lacks) {
  for (const LoggedTopic& topic : has.logged_topics) {
    if (!is_known(topic.name()) || !is_known(topic.message_type())) continue;
    const TopicName name{topic.message_type().value, topic.name().value,
                         !is_literal(topic.name().value)};
    if (replication.logged(lacks).find(name).is_in != false) continue;
    return Difference{fmt::format("records '{}'", name.name), topic.name().where};
  }
  if (replication.may_define_more(lacks)) return std::nullopt;
  for (const TopicDefinition& topic : has.topics) {
    if (!is_known(topic.name()) || !is_known(topic.message_type())) continue;
    if (replication.defined(lacks, {topic.message_type().value, topic.name().value})) continue;
    return Difference{fmt::format("has '{}' in its SOW", topic.name().value), topic.name().where};
  }
  return std::nullopt;
}

void check(const Fleet& fleet, Diagnostics& found) {
  const Replication& replication = replication_of(fleet);
  for (const Together& group : groups_of(fleet)) {
    const Instance& first = *group.front();
    for (const Instance* member : group) {
      // What members that replicate to each other have to share, AMPS checks.
      if (member == &first || !fleet.links_between(first, *member).empty() ||
          !fleet.links_between(*member, first).empty()) {
        continue;
      }
      const std::string_view name = first.group.value;
      if (const auto extra = difference(replication, *member, first)) {
        found.push_back(
            {.where = extra->where,
             .message = fmt::format("{} {}, but {} of the same group '{}' does not",
                                    called(*member), extra->message, called(first), name)});
      } else if (const auto missing = difference(replication, first, *member)) {
        found.push_back(
            {.where = place_in(*member, "Group"),
             .message = fmt::format("{} {}, but {} of the same group '{}' does not", called(first),
                                    missing->message, called(*member), name),
             .notes = {{missing->where, "it is here"}}});
      }
    }
  }
}

}  // namespace

Rule fleet_group_drift() { return {Severity::warning, check}; }

}  // namespace ampslint
