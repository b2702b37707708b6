#pragma once

#include <cstddef>
#include <functional>
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
  TopicPattern(std::string_view text, const RegexBudget& budget);

  std::string_view text() const { return text_; }
  bool is_pattern() const { return is_pattern_; }
  /// It stands for every topic.
  bool is_everything() const { return is_everything_; }
  /// Whether it covers a name is known for every name, as far as time allows.
  bool is_valid() const { return is_everything_ || compiled_.has_value(); }
  /// Nothing if it is not a pattern, or takes too long to find out.
  std::optional<bool> covers(std::string_view name) const;

 private:
  std::string_view text_;
  bool is_pattern_;
  bool is_everything_;
  std::optional<Pattern> compiled_;
};

/// Lets maps with texts as keys be asked with views.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>()(text);
  }
};

/// What a topic is found under in a set.
struct TopicFound {
  std::optional<bool> is_in;         ///< nothing where that cannot be known
  std::optional<std::size_t> entry;  ///< the number of the one entry it is found under
};

/// Topics with their message types, some of them by patterns: to look others up in.
class TopicSet {
 public:
  explicit TopicSet(const RegexBudget& budget) : budget_(&budget) {}

  /// Adds the next entry; one that is not known makes it unknown what else is in the set.
  void add(const Text& name, const Text& type);
  /// A topic by name is under the entry of that name, else under patterns. A pattern is under its
  /// equal, or under one for everything.
  TopicFound find(const TopicName& topic) const;
  /// The numbers of the entries that a topic by name is under.
  std::vector<std::size_t> entries_of(const TopicName& topic) const;
  /// For each entry of another set, if it is a pattern: whether some of the topics that it stands
  /// for are in this set, or may be.
  std::vector<bool> may_meet(const TopicSet& patterns) const;

 private:
  struct Entry {
    TopicPattern pattern;
    std::size_t number;
  };
  using Indices = std::vector<std::size_t>;  ///< of `patterns`
  struct OfType {
    std::unordered_map<std::string_view, std::size_t> by_text;
    std::vector<Entry> patterns;
    Indices everything;
    /// Patterns by a text that a name must hold to be covered, and the sizes of those texts.
    std::unordered_map<std::string, Indices, TextHash, std::equal_to<>> by_literal;
    std::vector<std::size_t> literal_sizes;
    Indices without_literal;

    void add_pattern(Entry entry);
  };

  /// Calls `act(entry, covered)` for each pattern that covers a name, or may: `covered` is not
  /// known then.
  template <typename Act>
  static void for_covering(const OfType& entries, std::string_view name, const Act& act);

  const RegexBudget* budget_;
  std::unordered_map<std::string_view, OfType> types_;
  std::size_t count_ = 0;
  bool unknown_ = false;
};

}  // namespace ampslint
