#include "model/topic_set.hpp"

#include <algorithm>

#include "model/children.hpp"

namespace ampslint {

namespace {

/// Longer names are compared with every pattern: so many parts of them are looked up.
constexpr std::size_t longest_looked_up = 256;
/// So many sizes of literals are looked up.
constexpr std::size_t most_sizes = 16;

}  // namespace

TopicPattern::TopicPattern(std::string_view text, const RegexBudget& budget)
    : text_(text),
      is_pattern_(!is_literal(text)),
      is_everything_(text == ".*" || text == "^.*$" || text == ".+" || text == "^.+$") {
  if (is_pattern_ && !is_everything_) compiled_ = Pattern::compile(text, budget);
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
  TopicPattern pattern(name.value, *budget_);
  if (pattern.is_pattern()) entries.add_pattern({std::move(pattern), number});
}

void TopicSet::OfType::add_pattern(Entry entry) {
  const std::size_t index = patterns.size();
  const std::string literal =
      entry.pattern.is_valid() ? required_literal(entry.pattern.text()) : std::string();
  const bool is_everything = entry.pattern.is_everything();
  patterns.push_back(std::move(entry));
  if (is_everything) everything.push_back(index);
  const bool is_new = std::ranges::find(literal_sizes, literal.size()) == literal_sizes.end();
  if (literal.empty() || (is_new && literal_sizes.size() == most_sizes)) {
    without_literal.push_back(index);
    return;
  }
  if (is_new) literal_sizes.push_back(literal.size());
  by_literal[literal].push_back(index);
}

template <typename Act>
void TopicSet::for_covering(const OfType& entries, std::string_view name, const Act& act) {
  const auto try_out = [&](const Entry& entry) {
    const std::optional<bool> covered = entry.pattern.covers(name);
    if (covered != false) act(entry, covered);
  };
  if (name.size() > longest_looked_up) {
    for (const Entry& entry : entries.patterns) try_out(entry);
    return;
  }
  Indices found = entries.without_literal;
  for (const std::size_t size : entries.literal_sizes) {
    for (std::size_t at = 0; at + size <= name.size(); ++at) {
      const auto holders = entries.by_literal.find(name.substr(at, size));
      if (holders == entries.by_literal.end()) continue;
      found.insert(found.end(), holders->second.begin(), holders->second.end());
    }
  }
  std::ranges::sort(found);
  const auto repeated = std::ranges::unique(found);
  found.erase(repeated.begin(), repeated.end());
  for (const std::size_t index : found) try_out(entries.patterns[index]);
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
  std::size_t hits = 0;
  const auto take = [&](const Entry& entry, std::optional<bool> covered) {
    if (!covered && found.is_in != true) found.is_in = std::nullopt;
    if (covered != true) return;
    found = {true, entry.number};
    ++hits;
  };
  if (topic.is_pattern) {
    // Whether one pattern holds another is only known for a few.
    found.is_in = std::nullopt;
    for (const std::size_t index : entries.everything) take(entries.patterns[index], true);
  } else {
    for_covering(entries, topic.name, take);
  }
  if (hits > 1) found.entry = std::nullopt;
  return found;
}

std::vector<std::size_t> TopicSet::entries_of(const TopicName& topic) const {
  std::vector<std::size_t> found;
  const auto of_type = types_.find(topic.type);
  if (of_type == types_.end()) return found;
  const OfType& entries = of_type->second;
  if (const auto equal = entries.by_text.find(topic.name); equal != entries.by_text.end()) {
    return {equal->second};
  }
  for_covering(entries, topic.name, [&found](const Entry& entry, std::optional<bool> covered) {
    if (covered == true) found.push_back(entry.number);
  });
  return found;
}

std::vector<bool> TopicSet::may_meet(const TopicSet& patterns) const {
  std::vector<bool> met(patterns.count_);
  for (const auto& [type, others] : patterns.types_) {
    const auto of_type = types_.find(type);
    const bool is_there = of_type != types_.end();
    if (unknown_ || (is_there && !of_type->second.patterns.empty())) {
      for (const Entry& other : others.patterns) met[other.number] = true;
    } else if (is_there) {
      for (const auto& [name, number] : of_type->second.by_text) {
        const auto equal = others.by_text.find(name);
        if (equal != others.by_text.end()) met[equal->second] = true;
        for_covering(others, name,
                     [&met](const Entry& other, std::optional<bool>) { met[other.number] = true; });
      }
    }
  }
  return met;
}

}  // namespace ampslint
