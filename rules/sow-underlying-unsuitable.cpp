#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "support/sow.hpp"

namespace ampslint {
namespace {

/// Why a view or a conflated topic cannot be made of a topic; empty where it can.
std::string why_unsuitable(const Sow& sow, const Underlying& underlying,
                           const TopicDefinition& topic) {
  const TopicDefinition& made = *underlying.of;
  const bool has_pattern = child_of(topic.element, "Pattern") != nullptr;
  if (made.kind == TopicKind::conflated_topic) {
    if (topic.is_queue()) {
      return fmt::format("a conflated topic cannot be made of the queue '{}'", topic.name().value);
    }
    if (has_pattern && child_of(made.element, "TopicFormat") == nullptr) {
      return fmt::format("'{}' has a 'Pattern', so '{}' needs a 'TopicFormat'", topic.name().value,
                         made.name().value);
    }
    return {};
  }
  if (has_pattern) {
    return fmt::format("a view cannot be made of '{}', which has a 'Pattern'", topic.name().value);
  }
  if (equal_ignoring_case(sow.module_of(topic.message_type()), "binary")) {
    return fmt::format("a view cannot be made of '{}': its messages are binary",
                       topic.name().value);
  }
  if (&topic >= &made) {
    return fmt::format("'{}' is defined after the view that is made of it", topic.name().value);
  }
  return {};
}

void check(const Instance& instance, Diagnostics& found) {
  const Sow& sow = sow_of(instance);
  if (!sow.complete()) return;
  std::set<std::pair<const TopicDefinition*, std::string_view>> reported;
  for (const Underlying& underlying : underlying_topics(instance)) {
    std::string why;
    const TopicDefinition* culprit = nullptr;
    for (const TopicDefinition* topic : sow.named(underlying.topic)) {
      if (topic->message_type().value != underlying.type) continue;
      why = why_unsuitable(sow, underlying, *topic);
      culprit = topic;
      if (why.empty()) break;
    }
    if (why.empty() || !reported.emplace(underlying.of, underlying.topic).second) continue;
    found.push_back({.where = underlying.where(),
                     .message = std::move(why),
                     .notes = {{culprit->name().where, "it is defined here"}}});
  }
}

}  // namespace

Rule sow_underlying_unsuitable() { return {Severity::error, check}; }

}  // namespace ampslint
