#pragma once

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/limits.hpp"
#include "base/source.hpp"
#include "base/suggest.hpp"
#include "base/utf8.hpp"
#include "load/defect.hpp"

namespace ampslint::wellformed {

enum Class : std::uint8_t {
  blank = 1,
  name_start = 2,
  name_char = 4,
  delimiter = 8,   ///< can follow a name inside a tag
  text_byte = 16,  ///< needs no second look in text
};

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  const auto mark = [&](std::string_view bytes, unsigned bits) {
    for (const char c : bytes) {
      std::uint8_t& entry = classes.at(static_cast<unsigned char>(c));
      entry = static_cast<std::uint8_t>(entry | bits);
    }
  };
  mark("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_:", name_start | name_char);
  mark("0123456789-.", name_char);
  mark(" \t\r\n", blank | delimiter);
  mark("/>=<\"'&", delimiter);
  for (std::size_t c = 0; c < classes.size(); ++c) {
    const bool looked_at = c == '<' || c == '&' || c == ']';
    if (!looked_at) classes.at(c) = static_cast<std::uint8_t>(classes.at(c) | text_byte);
  }
  return classes;
}

inline constexpr std::array<std::uint8_t, 256> classes = make_classes();

/// A place in the text, and the faults told of it so far. Here and below, a function that reads a
/// part begins with `at_` on its first byte and leaves it behind its last.
class Cursor {
 protected:
  Cursor(const Sources& sources, SourceId id, Defects& defects)
      : text_(sources[id].text), id_(id), defects_(defects), first_(defects.size()) {}

  std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }
  bool at_end() const { return at_ >= text_.size(); }
  char peek(std::uint32_t by = 0) const { return at_ + by < size() ? text_[at_ + by] : '\0'; }
  bool ahead(std::string_view what) const { return text_.substr(at_, what.size()) == what; }
  bool is(std::uint32_t at, unsigned bits) const {
    return at < size() && (classes[static_cast<unsigned char>(text_[at])] & bits) != 0;
  }
  Span span(std::uint32_t begin, std::uint32_t end) const { return {id_, begin, end}; }
  Span character(std::uint32_t at) const {
    return span(at, at + static_cast<std::uint32_t>(code_point_at(text_, at).bytes));
  }
  std::string_view view(Span where) const {
    return text_.substr(where.begin, where.end - where.begin);
  }
  std::uint32_t find(std::string_view what, std::uint32_t from) const {
    return static_cast<std::uint32_t>(std::min(text_.find(what, from), text_.size()));
  }
  std::uint32_t find_any(std::string_view bytes, std::uint32_t from) const {
    return static_cast<std::uint32_t>(std::min(text_.find_first_of(bytes, from), text_.size()));
  }
  /// Where the bytes of a class end. The hot loop: `at` is a copy, which may stay in a register.
  std::uint32_t skip(std::uint32_t at, unsigned bits) const {
    while (is(at, bits)) ++at;
    return at;
  }
  bool skip_blanks() {
    const std::uint32_t begin = at_;
    at_ = skip(at_, blank);
    return at_ > begin;
  }

  /// The user's own words for a message, cut where they go on for long.
  std::string word(Span where) const {
    constexpr std::uint32_t longest = 60;
    if (where.end - where.begin <= longest) return printable(view(where));
    where.end = where.begin + longest;
    while (where.end > where.begin &&
           (static_cast<unsigned char>(text_[where.end]) & 0xC0U) == 0x80) {
      --where.end;
    }
    return printable(view(where)) + "...";
  }

  void report(Span where, std::string message, std::vector<Note> notes = {},
              DefectKind kind = DefectKind::not_well_formed) {
    if (stopped_ || std::ranges::binary_search(forbidden_, where.begin)) return;
    defects_.push_back(
        {.kind = kind,
         .diagnostic = {.where = where, .message = std::move(message), .notes = std::move(notes)}});
    if (defects_.size() - first_ == limits::defects) stop();
  }

  /// Tells a fault that makes the tree of elements a guess.
  void broken(Span where, std::string message, std::vector<Note> notes = {}) {
    readable_ = false;
    report(where, std::move(message), std::move(notes));
  }

  void stop() {
    stopped_ = true;
    readable_ = false;
  }

  /// Characters are checked before the rest, and duplicate attributes after their tag.
  void put_in_order() {
    const auto begin = defects_.begin() + static_cast<std::ptrdiff_t>(first_);
    std::ranges::sort(begin, defects_.end(), {}, [](const Defect& defect) {
      return std::pair(defect.diagnostic.where, std::string_view(defect.diagnostic.message));
    });
    if (defects_.size() - first_ < limits::defects) return;
    defects_.back().diagnostic.message += fmt::format(
        "; the file has more than {} errors, the rest is not checked", limits::defects - 1);
  }

  bool starts_name(std::uint32_t at) const {
    return is(at, name_start) || is_name_start(code_point_at(text_, at).value);
  }

  std::uint32_t name_end(std::uint32_t at) const {
    for (;;) {
      at = skip(at, name_char);
      const CodePoint next = code_point_at(text_, at);
      if (next.value < 0x80 || !is_name_char(next.value)) return at;
      at += static_cast<std::uint32_t>(next.bytes);
    }
  }

  /// A name in a tag, up to what can follow it: so a wrong character in it is one fault, not three.
  Span read_name() {
    const std::uint32_t begin = at_;
    at_ = name_end(at_);
    if (at_end() || is(at_, delimiter)) return span(begin, at_);
    const Span wrong = character(at_);
    while (!at_end() && !is(at_, delimiter)) ++at_;
    const Span whole = span(begin, at_);
    broken(wrong, fmt::format("'{}' in the name '{}'", word(wrong), word(whole)));
    return whole;
  }

  /// The value of an attribute, between its quotes; none where it has none that can be read.
  std::optional<Span> attribute_value(Span name) {
    skip_blanks();
    if (peek() != '=') {
      broken(name, fmt::format("attribute '{}' has no value; expected '='", word(name)));
      return std::nullopt;
    }
    ++at_;
    skip_blanks();
    const char quote = peek();
    if (quote != '"' && quote != '\'') {
      Span value = span(at_, find_any("<> \t\r\n", at_));
      if (value.end > at_ && text_.substr(value.end - 1, 2) == "/>") --value.end;
      const bool empty = value.begin == value.end;
      broken(empty ? name : value, fmt::format("value of attribute '{}' is {}", word(name),
                                               empty ? "missing" : "not in quotes"));
      return std::nullopt;
    }
    const std::uint32_t begin = ++at_;
    while (!at_end() && text_[at_] != quote && text_[at_] != '<') ++at_;
    if (peek() == '<') {
      // A sign in the value, or the next tag, as the closing quote was forgotten?
      const std::uint32_t sign = at_;
      const std::array<char, 3> ends{quote, '>', '\n'};
      at_ = find_any({ends.data(), ends.size()}, begin);
      if (at_ > sign && peek() == quote) {
        report(span(sign, sign + 1),
               fmt::format("'<' in the value of attribute '{}'; write '&lt;'", word(name)));
      }
    }
    if (peek() == quote) return span(begin, at_++);
    at_ = begin;
    broken(span(begin - 1, begin),
           fmt::format("value of attribute '{}' has no closing quote", word(name)));
    return std::nullopt;
  }

  /// Whether one more element, attribute or entity is read; told where that is one too many.
  bool may_have_more(Span name) {
    if (stopped_) return false;
    if (++markup_ <= limits::markup) return true;
    report(name, fmt::format("more than {} elements, attributes and entities", limits::markup), {},
           DefectKind::expanded_too_large);
    stop();
    return false;
  }

  void unclosed(Span opening, std::string_view what, std::string_view end) {
    broken(opening, fmt::format("{} is never closed; expected '{}'", what, end));
    stop();
  }

  std::string_view text_;
  std::uint32_t at_ = 0;
  bool stopped_ = false;
  bool readable_ = true;
  std::size_t markup_ = 0;                ///< elements, attributes and entities so far
  std::vector<std::uint32_t> forbidden_;  ///< where the characters are that XML forbids

 private:
  SourceId id_;
  Defects& defects_;
  std::size_t first_;  ///< of the file's own defects
};

}  // namespace ampslint::wellformed
