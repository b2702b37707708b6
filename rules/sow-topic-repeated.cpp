#include <fmt/core.h>

#include <map>
#include <string>
#include <unordered_map>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

/// How a queue and a topic of one name go together is not documented.
bool may_share(const TopicDefinition& a, const TopicDefinition& b) {
  return a.is_queue() != b.is_queue();
}

void check(const Instance& instance, Diagnostics& found) {
  using ByName = std::unordered_map<std::string_view, const TopicDefinition*>;
  std::map<std::string, ByName> seen;  // by message type, in any case
  for (const TopicDefinition& topic : instance.topics) {
    if (!is_known(topic.name()) || !is_known(topic.message_type())) continue;
    const auto [first, is_first] =
        seen[to_lower(topic.message_type().value)].try_emplace(topic.name().value, &topic);
    if (is_first || may_share(topic, *first->second)) continue;
    found.push_back({.where = topic.name().where,
                     .message = fmt::format("a second topic called '{}' of message type '{}'",
                                            topic.name().value, topic.message_type().value),
                     .notes = {{first->second->name().where, "the first one is here"}}});
  }
}

}  // namespace

Rule sow_topic_repeated() { return {Severity::warning, check}; }

}  // namespace ampslint
