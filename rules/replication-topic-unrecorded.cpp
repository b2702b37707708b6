#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "base/ascii.hpp"
#include "base/regex.hpp"
#include "base/suggest.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/comparing.hpp"
#include "support/missing_elements.hpp"

namespace ampslint {
namespace {

bool of_type(const LoggedTopic& logged, const ReplicatedTopic& topic) {
  return equal_ignoring_case(logged.message_type().value, topic.message_type().value);
}

/// What is recorded is known, and there is something.
bool is_known_log(const Instance& instance) {
  return !instance.incomplete && !instance.logged_topics.empty() &&
         std::ranges::all_of(instance.logged_topics, [](const LoggedTopic& logged) {
           return is_known(logged.name()) && is_known(logged.message_type());
         });
}

/// A queue that keeps its messages in a topic of another name.
bool is_kept_elsewhere(const Instance& instance, const ReplicatedTopic& topic) {
  return std::ranges::any_of(instance.topics, [&topic](const TopicDefinition& defined) {
    return defined.is_queue() && defined.name().value == topic.name().value &&
           may_have(*defined.element, "UnderlyingTopic");
  });
}

void run_checks(const Instance& instance, const ReplicatedTopic& topic, bool patterns,
                Diagnostics& found) {
  std::vector<std::string_view> names;
  const bool is_pattern = patterns && (!topic.name() || !is_literal(topic.name().value));
  for (const LoggedTopic& logged : instance.logged_topics) {
    if (!of_type(logged, topic)) continue;
    if (!topic.name() || logged.name().value == topic.name().value) return;
    names.push_back(logged.name().value);
    const bool logs_pattern = patterns && !is_literal(logged.name().value);
    // Whether two patterns have a topic in common is unknown.
    if (logs_pattern && is_pattern) return;
    if (logs_pattern && covers(logged.name(), topic.name().value, *instance.regexes) != false)
      return;
    if (is_pattern && covers(topic.name(), logged.name().value, *instance.regexes) != false) return;
  }
  const auto severity = is_pattern ? Severity::warning : Severity::error;
  if (names.empty()) {
    found.push_back({.where = topic.message_type().where,
                     .message = fmt::format("the transaction log records no topic of message type "
                                            "'{}'",
                                            topic.message_type().value),
                     .severity = severity});
    return;
  }
  const std::string_view name = topic.name().value;
  found.push_back(
      {.where = topic.name().where,
       .message = is_pattern
                      ? fmt::format("'{}' matches no topic that the transaction log records", name)
                      : fmt::format("the transaction log does not record '{}' of message "
                                    "type '{}'{}",
                                    name, topic.message_type().value,
                                    did_you_mean(topic.name().value, names)),
       .severity = severity});
}

void check(const Instance& instance, Diagnostics& found) {
  const std::optional<bool> patterns = takes_patterns(instance.root());
  if (!patterns || !is_known_log(instance)) return;
  const std::size_t others = instance.logged_topics.size() + instance.topics.size();
  if (too_many_to_compare(instance, others)) return;
  for (const Destination& destination : instance.destinations) {
    for (const ReplicatedTopic& topic : destination.topics) {
      if (!is_known(topic.message_type()) || topic.name().unresolved) continue;
      if (topic.name() && is_kept_elsewhere(instance, topic)) continue;
      run_checks(instance, topic, *patterns, found);
    }
  }
}

}  // namespace

Rule replication_topic_unrecorded() { return {Severity::error, check}; }

}  // namespace ampslint
