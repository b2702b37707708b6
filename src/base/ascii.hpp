#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace ampslint {

/// What searches in texts answer where they find nothing.
inline constexpr std::size_t npos = std::string_view::npos;

/// The first of either character at or behind `from`, or `npos`; unlike `find_first_of`, without a
/// search for each character of the text.
constexpr std::size_t find_either(std::string_view text, char a, char b, std::size_t from = 0) {
  for (std::size_t at = from; at < text.size(); ++at) {
    if (text[at] == a || text[at] == b) return at;
  }
  return std::string_view::npos;
}

/// A blank as XML knows them.
constexpr bool is_xml_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// The text without the blanks around it.
constexpr std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && is_xml_blank(text.back())) text.remove_suffix(1);
  while (!text.empty() && is_xml_blank(text.front())) text.remove_prefix(1);
  return text;
}

/// A letter or digit of ASCII.
constexpr bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

constexpr bool is_control(char c) { return (c >= '\0' && c < ' ') || c == '\x7F'; }

constexpr char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// ASCII letters only, as AMPS names are.
inline std::string to_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = to_lower(c);
  return out;
}

constexpr bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return to_lower(x) == to_lower(y); });
}

/// Printable ASCII only.
constexpr bool is_plain(std::string_view text) {
  // To look at every character, and at nothing in between, is to look at many at once.
  unsigned char others = 0;
  for (const char c : text) {
    others |= static_cast<unsigned char>(static_cast<unsigned char>(c - ' ') > '~' - ' ');
  }
  return others == 0;
}

/// ASCII digits only; true for an empty text.
constexpr bool is_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace ampslint
