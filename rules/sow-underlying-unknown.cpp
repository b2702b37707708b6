#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/suggest.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "support/sow.hpp"

namespace ampslint {
namespace {

constexpr std::size_t most_topics = 500;

/// The topic whose `Pattern` stands where its name should.
const TopicDefinition* with_pattern(const Instance& instance, std::string_view pattern) {
  const auto found = std::ranges::find_if(instance.topics, [pattern](const TopicDefinition& topic) {
    const Text own = text_of(topic.element, "Pattern");
    return own && own.value == pattern;
  });
  return found == instance.topics.end() ? nullptr : &*found;
}

std::string why_unknown(const Instance& instance, const Sow& sow, const Underlying& underlying) {
  const std::string_view topic = underlying.topic;
  std::string message = fmt::format("no SOW topic is called '{}'", topic);
  if (const TopicDefinition* meant = with_pattern(instance, topic)) {
    return message + fmt::format("; it is the 'Pattern' of '{}'", meant->name().value);
  }
  // Among thousands, looking for the nearest takes too long.
  const std::string_view near =
      sow.names().size() > most_topics ? std::string_view() : slip_of(topic, sow.names());
  if (!near.empty() && near != underlying.of->name().value) {
    message += fmt::format("; did you mean '{}'?", near);
  }
  return message;
}

void check(const Instance& instance, Diagnostics& found) {
  const Sow& sow = sow_of(instance);
  if (!sow.complete()) return;
  std::set<std::pair<const TopicDefinition*, std::string_view>> reported;
  for (const Underlying& underlying : underlying_topics(instance)) {
    const auto candidates = sow.named(underlying.topic);
    const bool of_type =
        std::ranges::any_of(candidates, [&underlying](const TopicDefinition* topic) {
          return topic->message_type().value == underlying.type;
        });
    if (of_type || !reported.emplace(underlying.of, underlying.topic).second) continue;
    Diagnostic diagnostic{.where = underlying.where(), .message = {}};
    if (candidates.empty()) {
      diagnostic.message = why_unknown(instance, sow, underlying);
    } else {
      const TopicDefinition& other = *candidates.front();
      const std::string_view type = other.message_type().value;
      diagnostic.message = fmt::format("'{}' has message type '{}', not '{}'", underlying.topic,
                                       type, underlying.type);
      const bool view = underlying.of->kind == TopicKind::view;
      if (view && !underlying.typed) {
        diagnostic.message +=
            fmt::format("; a view of another type names it as '[{}].[{}]'", type, underlying.topic);
      }
      diagnostic.notes = {{other.message_type().where, "its type is set here"}};
    }
    found.push_back(std::move(diagnostic));
  }
}

}  // namespace

Rule sow_underlying_unknown() { return {Severity::error, check}; }

}  // namespace ampslint
