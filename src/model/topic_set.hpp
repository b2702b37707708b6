#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/regex.hpp"
#include "base/text.hpp"

namespace ampslint {

/// A topic, or several by a pattern, of one message type.
struct TopicName {
  std::string_view type;
  std::string_view name;
  bool is_pattern = false;

  friend auto operator<=>(const TopicName&, const TopicName&) = default;
};

/// A name that may be a pattern, compiled once.
class TopicPattern {
 public:
  explicit TopicPattern(std::string_view text);

  std::string_view text() const { return text_; }
  bool is_pattern() const { return is_pattern_; }
  /// It stands for every topic.
  bool is_everything() const { return is_everything_; }
  /// Nothing if it is not a pattern, or takes too long to find out.
  std::optional<bool> covers(std::string_view name) const;

 private:
  std::string_view text_;
  bool is_pattern_;
  bool is_everything_;
  std::optional<Pattern> compiled_;
};

/// What a topic is found under in a set.
struct TopicFound {
  std::optional<bool> is_in;         ///< nothing where that cannot be known
  std::optional<std::size_t> entry;  ///< the number of the one entry it is found under
};

/// Topics with their message types, some of them by patterns: to look others up in.
class TopicSet {
 public:
  /// Adds the next entry; one that is not known makes it unknown what else is in the set.
  void add(const Text& name, const Text& type);
  /// A topic by name is under the entry of that name, else under patterns. A pattern is under its
  /// equal, or under one for everything.
  TopicFound find(const TopicName& topic) const;
  /// Whether some of the topics that a pattern stands for are in the set, or may be.
  bool may_meet(const TopicName& pattern) const;

 private:
  struct Entry {
    TopicPattern pattern;
    std::size_t number;
  };
  struct OfType {
    std::unordered_map<std::string_view, std::size_t> by_text;
    std::vector<Entry> patterns;
  };

  std::unordered_map<std::string_view, OfType> types_;
  std::size_t count_ = 0;
  bool unknown_ = false;
};

}  // namespace ampslint
