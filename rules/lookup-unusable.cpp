#include <fmt/core.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/expression.hpp"
#include "model/instance.hpp"
#include "support/sow.hpp"

namespace ampslint {
namespace {

/// `name;count;type;topic;…`, part by part.
std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(';', begin), text.size());
    parts.push_back(without_blanks(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return parts;
}

/// A topic that looks values up loses them with its process, unless it begins empty.
bool begins_with_old_messages(const Element* topic) {
  const Text durability = text_of(topic, "Durability");
  const Text recovery = text_of(topic, "RecoveryPoint");
  if (!is_known(durability) || !equal_ignoring_case(durability.value, "transient")) return false;
  return !recovery || (is_known(recovery) && !equal_ignoring_case(recovery.value, "now"));
}

void check_topic(const Text& lookup, const Sow& sow, Diagnostics& found) {
  const std::vector<std::string_view> parts = parts_of(lookup.value);
  if (parts.size() < 5) return;
  const auto topics = sow.named(parts[3]);
  const bool there = std::ranges::any_of(topics, [&parts](const TopicDefinition* topic) {
    return topic->message_type().value == parts[2];
  });
  if (there) return;
  found.push_back(
      {.where = lookup.where,
       .message = fmt::format("no SOW topic is called '{}' with type '{}'", parts[3], parts[2])});
}

void check(const Instance& instance, Diagnostics& found) {
  const Sow& sow = sow_of(instance);
  for (const SchemaNode& node : instance.nodes) {
    if (!node.has_known_value()) continue;
    const Text text = node.element->text();
    const ValueKind kind = node.schema->value;
    if (kind == ValueKind::lookup && sow.complete()) check_topic(text, sow, found);
    if (kind != ValueKind::field && kind != ValueKind::enrichment_field) continue;
    for (const std::string_view call : calls_in(kind, text.value)) {
      if (!equal_ignoring_case(call, "VALUE_LOOKUP")) continue;
      if (!begins_with_old_messages(node.element->parent->parent)) continue;
      found.push_back({.where = text.where,
                       .message = "a 'transient' topic can look up values only with the "
                                  "'RecoveryPoint' 'now'"});
    }
  }
}

}  // namespace

Rule lookup_unusable() { return {Severity::error, check}; }

}  // namespace ampslint
