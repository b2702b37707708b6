#include "model/topics.hpp"

#include "base/ascii.hpp"
#include "model/children.hpp"
#include "model/value.hpp"

namespace ampslint {
namespace {

struct KindName {
  WantedName name;
  TopicKind kind;
};

constexpr KindName kinds[] = {
    {"Topic", TopicKind::topic},
    {"TopicDefinition", TopicKind::topic},
    {"Queue", TopicKind::queue},
    {"QueueDefinition", TopicKind::queue},
    {"LocalQueue", TopicKind::local_queue},
    {"GroupLocalQueue", TopicKind::group_local_queue},
    {"View", TopicKind::view},
    {"ViewDefinition", TopicKind::view},
    {"ConflatedTopic", TopicKind::conflated_topic},
    {"ReplicaDefinition", TopicKind::conflated_topic},
};

/// The `Name`, or the `Topic` that it was before 5.0.
const Element* name_of(const Element& element) {
  const Element* name = child_of(&element, "Name");
  return text_of(name) ? name : child_of(&element, "Topic");
}

void add_topics(const Element& section, std::vector<TopicDefinition>& topics) {
  for (const Element& child : section.children()) {
    for (const KindName& kind : kinds) {
      if (!child.is_in_any_case(kind.name)) continue;
      topics.push_back({.element = &child,
                        .named = name_of(child),
                        .typed = child_of(&child, "MessageType"),
                        .kind = kind.kind});
    }
  }
}

}  // namespace

std::vector<TopicDefinition> read_topics(const Element& root) {
  std::vector<TopicDefinition> topics;
  for (const Element& section : root.children()) {
    if (section.is_in_any_case("SOW") || section.is_in_any_case("TopicMetaData")) {
      add_topics(section, topics);
    }
  }
  return topics;
}

std::vector<LoggedTopic> read_logged_topics(const Element& root) {
  std::vector<LoggedTopic> topics;
  const Element* log = child_of(&root, "TransactionLog");
  if (log == nullptr) return topics;
  for (const Element& child : log->children()) {
    if (!child.is_in_any_case("Topic")) continue;
    topics.push_back(
        {.element = &child, .named = name_of(child), .typed = child_of(&child, "MessageType")});
  }
  return topics;
}

std::optional<bool> takes_patterns(const Element& root) {
  const Text given = text_of(&root, "RegexTopicSupport");
  if (!given) return true;
  return given.unresolved ? std::nullopt : parse_boolean(given.value);
}

std::optional<bool> covers(const Text& pattern, std::string_view name, const RegexBudget& budget) {
  if (!is_known(pattern)) return std::nullopt;
  if (pattern.value == name) return true;
  if (is_literal(pattern.value)) return false;
  const std::optional<Pattern> compiled = Pattern::compile(pattern.value, budget);
  return compiled ? compiled->matches(name) : std::nullopt;
}

}  // namespace ampslint
