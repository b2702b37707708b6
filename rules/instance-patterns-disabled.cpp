#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

/// Beyond doubt: a dot alone is common in plain names.
bool is_pattern(const Text& name) {
  if (!is_known(name)) return false;
  const bool is_any = name.value.find(".*") != std::string_view::npos;
  return is_any || name.value.find_first_of("\\^$|?*+()[]{}") != std::string_view::npos;
}

/// The first name that was meant to be a pattern.
Text first_pattern(const Instance& instance) {
  for (const LoggedTopic& topic : instance.logged_topics) {
    if (is_pattern(topic.name())) return topic.name();
  }
  for (const Destination& destination : instance.destinations) {
    for (const ReplicatedTopic& topic : destination.topics) {
      if (is_pattern(topic.name())) return topic.name();
    }
  }
  return {};
}

void check(const Instance& instance, Diagnostics& found) {
  const Text support = text_of(&instance.root(), "RegexTopicSupport");
  if (takes_patterns(instance.root()) != false) return;
  const Text pattern = first_pattern(instance);
  if (!pattern) return;
  found.push_back({.where = support.where,
                   .message = fmt::format(
                       "without 'RegexTopicSupport', '{}' is the name of one topic, not a pattern",
                       pattern.value),
                   .notes = {{pattern.where, "it is used here"}}});
}

}  // namespace

Rule instance_patterns_disabled() { return {Severity::warning, check}; }

}  // namespace ampslint
