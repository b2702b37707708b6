#include <fmt/core.h>

#include <vector>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  std::vector<const TopicDefinition*> patterns;
  for (const TopicDefinition& topic : instance.topics) {
    if (!is_known(topic.name()) || !is_known(topic.message_type())) continue;
    for (const TopicDefinition* earlier : patterns) {
      const Text pattern = text_of(earlier->element, "Pattern");
      if (earlier->message_type().value != topic.message_type().value) continue;
      if (covers(pattern, topic.name().value, *instance.regexes) != true) continue;
      found.push_back(
          {.where = topic.name().where,
           .message = fmt::format("'{}' has to stand before topic '{}', whose 'Pattern' matches it",
                                  topic.name().value, earlier->name().value),
           .notes = {{pattern.where, "the pattern is here"}}});
      break;
    }
    const bool has_pattern = is_known(text_of(topic.element, "Pattern"));
    if (has_pattern) patterns.push_back(&topic);
  }
}

}  // namespace

Rule sow_pattern_order() { return {Severity::error, check}; }

}  // namespace ampslint
