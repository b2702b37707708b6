#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/expression.hpp"
#include "support/sow.hpp"

namespace ampslint {
namespace {

struct View {
  const TopicDefinition* definition = nullptr;
  std::set<std::string_view> topics;
  bool joins = false;
};

/// The target of a field belongs to the view itself.
std::string_view source_of(std::string_view field) {
  const std::string lower = to_lower(field);
  const std::size_t as = std::min({lower.rfind(" as "), lower.rfind(")as "), lower.rfind("\tas ")});
  return field.substr(0, as);
}

void check_field(const Text& text, ValueKind kind, const View& view, Diagnostics& found) {
  if (!is_known(text) || check_expression(kind, text.value)) return;
  const std::string_view source = source_of(text.value);
  for (const std::string_view identifier : identifiers_in(kind, source)) {
    const FieldPath path = field_path(identifier);
    if (path.path.empty()) continue;
    const bool foreign = !path.topic.empty() && !view.topics.contains(path.topic);
    if (!foreign && (!path.topic.empty() || !view.joins)) continue;
    const auto begin = static_cast<std::size_t>(identifier.data() - text.value.data());
    found.push_back(
        {.where = text.span(begin, identifier.size()),
         .message = foreign ? fmt::format("view '{}' is not made of '{}'",
                                          view.definition->name().value, path.topic)
                            : fmt::format("'{}' names no topic; with a 'Join' it has to, as in "
                                          "'[{}].{}'",
                                          identifier, *view.topics.begin(), identifier)});
    return;
  }
}

void check(const Instance& instance, Diagnostics& found) {
  std::vector<View> views;
  for (const Underlying& underlying : underlying_topics(instance)) {
    if (underlying.of->kind != TopicKind::view) continue;
    if (views.empty() || views.back().definition != underlying.of) {
      const Element* element = child_of(underlying.of->element, "UnderlyingTopic");
      views.push_back({.definition = underlying.of,
                       .topics = {},
                       .joins = child_of(element, "Join") != nullptr});
    }
    views.back().topics.insert(underlying.topic);
  }
  for (const View& view : views) {
    const Element& element = *view.definition->element;
    for (const Text& field : texts_of(child_of(&element, "Projection"), "Field")) {
      check_field(field, ValueKind::view_field, view, found);
    }
    for (const Text& field : texts_of(child_of(&element, "Grouping"), "Field")) {
      check_field(field, ValueKind::view_identifier, view, found);
    }
  }
}

}  // namespace

Rule view_field_topic() { return {Severity::error, check}; }

}  // namespace ampslint
