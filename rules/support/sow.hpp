#pragma once

#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/instance.hpp"

namespace ampslint {

/// The entries of `<SOW>`, by name.
class Sow {
 public:
  explicit Sow(const Instance& instance);

  /// Every entry is known by its name and type.
  bool complete() const { return complete_; }
  /// The entries of a name, in order.
  std::span<const TopicDefinition* const> named(std::string_view name) const;
  /// A topic whose `Pattern` matches a name, or may; null for none.
  const TopicDefinition* by_pattern(std::string_view name, std::string_view type) const;
  /// The module of a message type; empty where it is not known.
  std::string_view module_of(const Text& type) const;
  /// The names of the entries.
  const std::vector<std::string_view>& names() const { return names_; }

 private:
  const Instance& instance_;
  std::unordered_map<std::string_view, std::vector<const TopicDefinition*>> by_name_;
  std::vector<const TopicDefinition*> patterns_;
  std::vector<std::string_view> names_;
  std::unordered_map<std::string_view, std::string_view> modules_;  ///< by message type
  bool types_known_ = true;
  bool complete_ = true;
};

/// Those of an instance; made once. Several threads may ask.
const Sow& sow_of(const Instance& instance);

/// A topic that a view or a conflated topic is made of.
struct Underlying {
  const TopicDefinition* of = nullptr;
  Text text;               ///< `UnderlyingTopic`, or a `Join`
  std::string_view type;   ///< of the view itself where none is written
  std::string_view topic;  ///< a part of `text`
  bool typed = false;      ///< its type is written

  Span where() const {
    return text.span(static_cast<std::size_t>(topic.data() - text.value.data()), topic.size());
  }
};

/// Those whose names and types are known.
std::vector<Underlying> underlying_topics(const Instance& instance);

/// Whether a name is a pattern beyond doubt: a dot alone is common in plain names.
bool is_surely_pattern(std::string_view name);

}  // namespace ampslint
