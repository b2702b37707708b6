#include "support/sow.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "model/children.hpp"
#include "model/expression.hpp"

namespace ampslint {
namespace {

/// `orders`, `[orders]` or `[json].[orders]`.
void add_name(Underlying& found, std::string_view name) {
  found.topic = name;
  if (!name.starts_with('[')) return;
  const std::size_t dot = name.rfind("].[");
  if (dot != npos) {
    found.type = name.substr(1, dot - 1);
    found.typed = true;
  }
  const std::size_t begin = dot == npos ? 1 : dot + 3;
  const std::size_t end = name.find(']', begin);
  found.topic = name.substr(begin, end == npos ? npos : end - begin);
}

void add_joins(const TopicDefinition& view, const Element* underlying,
               std::vector<Underlying>& found) {
  for (const Text& join : texts_of(underlying, "Join")) {
    const std::size_t equals = join.value.find('=');
    if (!is_known(join) || equals == npos) continue;
    for (const std::string_view side :
         {join.value.substr(0, equals), join.value.substr(equals + 1)}) {
      const FieldPath path = field_path(without_blanks(side));
      if (path.topic.empty()) continue;
      const bool typed = !path.type.empty();
      found.push_back({.of = &view,
                       .text = join,
                       .type = typed ? path.type : view.message_type().value,
                       .topic = path.topic,
                       .typed = typed});
    }
  }
}

}  // namespace

Sow::Sow(const Instance& instance) : instance_(instance), complete_(!instance.incomplete) {
  for (const MessageTypeDefinition& type : instance.message_types) {
    types_known_ &= is_known(type.name());
    const Text module = type.module();
    modules_.emplace(type.name().value, is_known(module) ? module.value : std::string_view());
  }
  for (const TopicDefinition& topic : instance.topics) {
    if (!is_known(topic.name()) || !is_known(topic.message_type())) {
      complete_ = false;
      continue;
    }
    by_name_[topic.name().value].push_back(&topic);
    names_.push_back(topic.name().value);
    if (child_of(topic.element, "Pattern") != nullptr) patterns_.push_back(&topic);
  }
}

std::span<const TopicDefinition* const> Sow::named(std::string_view name) const {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return {};
  return found->second;
}

const TopicDefinition* Sow::by_pattern(std::string_view name, std::string_view type) const {
  for (const TopicDefinition* topic : patterns_) {
    if (topic->message_type().value != type) continue;
    const Text pattern = text_of(topic->element, "Pattern");
    if (covers(pattern, name, *instance_.regexes) != false) return topic;
  }
  return nullptr;
}

std::string_view Sow::module_of(const Text& type) const {
  if (!is_known(type)) return {};
  const auto found = modules_.find(type.value);
  if (found != modules_.end()) return found->second;
  return types_known_ ? type.value : std::string_view();
}

const Sow& sow_of(const Instance& instance) {
  std::call_once(instance.has_sow,
                 [&instance] { instance.sow = std::make_shared<const Sow>(instance); });
  return *instance.sow;
}

std::vector<Underlying> underlying_topics(const Instance& instance) {
  std::vector<Underlying> found;
  for (const TopicDefinition& topic : instance.topics) {
    const bool derived = topic.kind == TopicKind::view || topic.kind == TopicKind::conflated_topic;
    if (!derived || !is_known(topic.name()) || !is_known(topic.message_type())) continue;
    const Element* element = child_of(topic.element, "UnderlyingTopic");
    if (element == nullptr) continue;
    if (is_known(element->text())) {
      found.push_back(
          {.of = &topic, .text = element->text(), .type = topic.message_type().value, .topic = {}});
      add_name(found.back(), element->text().value);
    }
    add_joins(topic, element, found);
  }
  return found;
}

bool is_surely_pattern(std::string_view name) {
  return name.find(".*") != npos || name.find_first_of("\\^$|?*+()[]{}") != npos;
}

}  // namespace ampslint
