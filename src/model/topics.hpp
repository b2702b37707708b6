#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "load/xml/tree.hpp"
#include "model/children.hpp"

namespace ampslint {

/// What an entry of `<SOW>` is.
enum class TopicKind : std::uint8_t {
  topic,
  queue,
  local_queue,
  group_local_queue,
  view,
  conflated_topic,
};

/// An entry of `<SOW>`, under whichever of its documented and older names ("Configuring the SOW").
struct TopicDefinition {
  const Element* element = nullptr;
  const Element* named = nullptr;  ///< its `Name`; null where it has none
  const Element* typed = nullptr;  ///< likewise its `MessageType`
  TopicKind kind = TopicKind::topic;

  Text name() const { return text_of(named); }
  Text message_type() const { return text_of(typed); }
  Text file_name() const { return text_of(element, "FileName"); }
  bool is_queue() const {
    return kind == TopicKind::queue || kind == TopicKind::local_queue ||
           kind == TopicKind::group_local_queue;
  }
};

/// A `<Topic>` of the `<TransactionLog>`: what is recorded. The name may be a pattern.
struct LoggedTopic {
  const Element* element = nullptr;
  const Element* named = nullptr;  ///< its `Name`; null where it has none
  const Element* typed = nullptr;  ///< likewise its `MessageType`

  Text name() const { return text_of(named); }
  Text message_type() const { return text_of(typed); }
};

std::vector<TopicDefinition> read_topics(const Element& root);
std::vector<LoggedTopic> read_logged_topics(const Element& root);

/// Whether names of topics may be patterns (`RegexTopicSupport`); nothing where that is not known.
std::optional<bool> takes_patterns(const Element& root);

/// Whether a topic's name falls under a name that may be a pattern; nothing where one of them is
/// not known, or it takes too long to find out. Patterns match anywhere in the name.
std::optional<bool> covers(const Text& pattern, std::string_view name, const RegexBudget& budget);

}  // namespace ampslint
