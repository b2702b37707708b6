#include "model/topic_set.hpp"

#include <algorithm>

#include "model/children.hpp"

namespace ampslint {

TopicPattern::TopicPattern(std::string_view text)
    : text_(text),
      is_pattern_(!is_literal(text)),
      is_everything_(text == ".*" || text == "^.*$" || text == ".+" || text == "^.+$") {
  PatternFault fault;
  if (is_pattern_ && !is_everything_) compiled_ = Pattern::compile(text, fault);
}

std::optional<bool> TopicPattern::covers(std::string_view name) const {
  if (is_everything_ || text_ == name) return true;
  if (!is_pattern_) return false;
  return compiled_ ? compiled_->matches(name) : std::nullopt;
}

void TopicSet::add(const Text& name, const Text& type) {
  const std::size_t number = count_++;
  if (!is_known(name) || !is_known(type)) {
    unknown_ = true;
    return;
  }
  OfType& entries = types_[type.value];
  entries.by_text.try_emplace(name.value, number);
  TopicPattern pattern(name.value);
  if (pattern.is_pattern()) entries.patterns.push_back({std::move(pattern), number});
}

TopicFound TopicSet::find(const TopicName& topic) const {
  const std::optional<bool> absent = unknown_ ? std::nullopt : std::optional(false);
  const auto of_type = types_.find(topic.type);
  if (of_type == types_.end()) return {absent, std::nullopt};
  const OfType& entries = of_type->second;
  if (const auto equal = entries.by_text.find(topic.name); equal != entries.by_text.end()) {
    return {true, equal->second};
  }
  TopicFound found{absent, std::nullopt};
  // Whether one pattern holds another is only known for a few.
  if (topic.is_pattern) found.is_in = std::nullopt;
  std::size_t hits = 0;
  for (const Entry& entry : entries.patterns) {
    const std::optional<bool> covered = topic.is_pattern
                                            ? std::optional(entry.pattern.is_everything())
                                            : entry.pattern.covers(topic.name);
    if (!covered && found.is_in != true) found.is_in = std::nullopt;
    if (covered != true) continue;
    found = {true, entry.number};
    ++hits;
  }
  if (hits > 1) found.entry = std::nullopt;
  return found;
}

bool TopicSet::may_meet(const TopicName& pattern) const {
  const auto of_type = types_.find(pattern.type);
  if (of_type == types_.end()) return unknown_;
  if (unknown_ || !of_type->second.patterns.empty()) return true;
  const TopicPattern wanted(pattern.name);
  return std::ranges::any_of(of_type->second.by_text, [&](const auto& entry) {
    return wanted.covers(entry.first).value_or(true);
  });
}

}  // namespace ampslint
