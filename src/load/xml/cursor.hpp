#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "base/range.hpp"
#include "base/utf8.hpp"

namespace ampslint::xml {

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

/// A place in a text. A function of the readers that reads a part begins with `at` on its first
/// byte and leaves it behind its last.
struct Cursor {
  std::string_view text;
  std::uint32_t at = 0;

  std::uint32_t size() const { return static_cast<std::uint32_t>(text.size()); }
  bool at_end() const { return at >= text.size(); }
  char peek(std::uint32_t by = 0) const { return at + by < size() ? text[at + by] : '\0'; }
  bool ahead(std::string_view what) const { return text.substr(at, what.size()) == what; }
  bool is(std::uint32_t where, unsigned bits) const {
    return where < size() && (classes[static_cast<unsigned char>(text[where])] & bits) != 0;
  }
  std::string_view view(Range where) const { return where.of(text); }
  /// The character at a place.
  Range character(std::uint32_t begin) const {
    return {begin, begin + static_cast<std::uint32_t>(code_point_at(text, begin).bytes)};
  }
  std::uint32_t find(std::string_view what, std::uint32_t from) const {
    return static_cast<std::uint32_t>(std::min(text.find(what, from), text.size()));
  }
  std::uint32_t find_any(std::string_view bytes, std::uint32_t from) const {
    return static_cast<std::uint32_t>(std::min(text.find_first_of(bytes, from), text.size()));
  }
  /// Where the bytes of a class end. The hot loop: `where` is a copy, which may stay in a register.
  std::uint32_t skip(std::uint32_t where, unsigned bits) const {
    while (is(where, bits)) ++where;
    return where;
  }
  bool skip_blanks() {
    const std::uint32_t begin = at;
    at = skip(at, blank);
    return at > begin;
  }
  bool starts_name(std::uint32_t where) const {
    return is(where, name_start) || is_name_start(code_point_at(text, where).value);
  }
  std::uint32_t name_end(std::uint32_t where) const {
    for (;;) {
      where = skip(where, name_char);
      const CodePoint next = code_point_at(text, where);
      if (next.value < 0x80 || !is_name_char(next.value)) return where;
      where += static_cast<std::uint32_t>(next.bytes);
    }
  }
};

}  // namespace ampslint::xml
