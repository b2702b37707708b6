#include <fmt/core.h>

#include <unordered_map>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/topic_set.hpp"
#include "support/sow.hpp"

namespace ampslint {
namespace {

/// Whose messages a queue delivers: its own name where it says nothing else.
Text underlying_of(const TopicDefinition& queue) {
  const Text underlying = text_of(queue.element, "UnderlyingTopic");
  return underlying ? underlying : queue.name();
}

void check(const Instance& instance, Diagnostics& found) {
  if (instance.incomplete) return;
  const bool logs = child_of(&instance.root(), "TransactionLog") != nullptr;
  const bool patterns = takes_patterns(instance.root()) == true;
  TopicSet logged(*instance.regexes);
  std::unordered_map<std::string_view, std::string_view> types;
  for (const LoggedTopic& topic : instance.logged_topics) {
    logged.add(topic.name(), topic.message_type());
    types.emplace(topic.name().value, topic.message_type().value);
  }
  for (const TopicDefinition& queue : instance.topics) {
    if (!queue.is_queue()) continue;
    if (!logs) {
      // One cause, one finding.
      found.push_back({.where = queue.element->name().where,
                       .message = "a queue needs a 'TransactionLog' that records its messages"});
      return;
    }
    const Text underlying = underlying_of(queue);
    if (!is_known(underlying) || !is_known(queue.message_type()) || !patterns) continue;
    if (is_surely_pattern(underlying.value)) continue;
    const std::string_view type = queue.message_type().value;
    if (logged.find({.type = type, .name = underlying.value}).is_in != false) continue;
    Diagnostic diagnostic{
        .where = underlying.where,
        .message = fmt::format("the transaction log does not record '{}' of type '{}'",
                               underlying.value, type)};
    const auto other = types.find(underlying.value);
    if (other != types.end()) {
      diagnostic.message += fmt::format("; it records it as '{}'", other->second);
    }
    found.push_back(std::move(diagnostic));
  }
}

}  // namespace

Rule queue_unlogged() { return {Severity::error, check}; }

}  // namespace ampslint
