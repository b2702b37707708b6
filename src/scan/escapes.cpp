#include "scan/escapes.hpp"

#include <algorithm>
#include <charconv>

#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace ampslint {
namespace {

/// Whether all of the digits are a character's number, which is appended.
bool append_number(std::string_view digits, int base, std::string& out) {
  std::uint32_t number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return false;
  if (number > 0x10FFFF || (number >= 0xD800 && number < 0xE000)) return false;
  append_utf8(out, number);
  return true;
}

std::size_t read_backslash(std::string_view rest, std::string& decoded) {
  if (rest.size() < 2) return 0;
  const std::size_t digits = rest[1] == 'x' ? 2 : rest[1] == 'u' ? 4 : rest[1] == 'U' ? 8 : 0;
  if (digits > 0) {
    if (rest.size() < 2 + digits || !append_number(rest.substr(2, digits), 16, decoded)) return 0;
    return 2 + digits;
  }
  constexpr std::string_view letters = "ntrfb0";
  constexpr std::string_view meanings{"\n\t\r\f\b\0", 6};
  const std::size_t known = letters.find(rest[1]);
  decoded += known == npos ? rest[1] : meanings[known];
  return 2;
}

/// Java's: a line that ends in `\` goes on behind the next one's blanks.
std::size_t read_continuation(std::string_view rest) {
  std::size_t at = 1;
  if (rest.substr(at).starts_with('\r')) ++at;
  if (!rest.substr(at).starts_with('\n')) return 0;
  return std::min(rest.find_first_not_of(" \t\f", at + 1), rest.size());
}

std::size_t read_reference(std::string_view rest, std::string& decoded) {
  constexpr std::size_t longest = 12;
  const std::size_t end = rest.substr(0, longest).find(';');
  if (end == npos || end < 2) return 0;
  const std::string_view name = rest.substr(1, end - 1);
  if (name.starts_with("#x") || name.starts_with("#X")) {
    return append_number(name.substr(2), 16, decoded) ? end + 1 : 0;
  }
  if (name.starts_with('#')) return append_number(name.substr(1), 10, decoded) ? end + 1 : 0;
  constexpr std::pair<std::string_view, char> known[] = {
      {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  const auto* found = std::ranges::find(known, name, &std::pair<std::string_view, char>::first);
  if (found == std::end(known)) return 0;
  decoded += found->second;
  return end + 1;
}

/// `\&`, as the shell hands it on, or a batch file's `^&`.
std::size_t read_shell_escape(std::string_view rest, std::string& decoded) {
  if (rest.size() < 2 || (rest[0] != '\\' && rest[0] != '^')) return 0;
  const std::string_view special = rest[0] == '^' ? "&|<>^" : "&?=;|*()[]{}#!$'\"<>~/:@";
  if (special.find(rest[1]) == npos) return 0;
  decoded = rest[1];
  return 2;
}

std::size_t read_command(std::string_view rest, std::string& decoded) {
  const std::size_t length = command_length(rest);
  if (length > 0) decoded = "$(" + std::string(rest.substr(1, length - 2)) + ")";
  return length;
}

}  // namespace

std::size_t command_length(std::string_view rest) {
  constexpr std::size_t longest = 256;
  if (!rest.starts_with('`')) return 0;
  const std::size_t end = rest.substr(0, longest).find_first_of("`\n", 1);
  return end == npos || end == 1 || rest[end] != '`' ? 0 : end + 1;
}

void ValueBuilder::add_verbatim(std::size_t begin, std::size_t end) {
  if (begin == end) return;
  const auto from = static_cast<std::uint32_t>(begin);
  const auto to = static_cast<std::uint32_t>(end);
  const bool goes_on =
      !pieces_.empty() && pieces_.back().verbatim && pieces_.back().from.end == from;
  if (goes_on) {
    pieces_.back().from.end = to;
  } else {
    pieces_.push_back({.at = static_cast<std::uint32_t>(value_.size()),
                       .from = {.source = 0, .begin = from, .end = to},
                       .verbatim = true});
  }
  value_.append(text_.substr(begin, end - begin));
}

void ValueBuilder::add_instead(std::size_t begin, std::size_t end, std::string_view value) {
  if (value.empty()) return;
  pieces_.push_back({.at = static_cast<std::uint32_t>(value_.size()),
                     .from = {.source = 0,
                              .begin = static_cast<std::uint32_t>(begin),
                              .end = static_cast<std::uint32_t>(end)},
                     .verbatim = false});
  value_.append(value);
}

std::size_t ValueBuilder::read_escape(std::size_t at, std::size_t end, Escapes escapes,
                                      std::string& decoded) {
  const std::string_view rest = text_.substr(at, end - at);
  switch (escapes) {
    case Escapes::none:
      return 0;
    case Escapes::doubled_quote:
      if (!rest.starts_with("''")) return 0;
      decoded = "'";
      return 2;
    case Escapes::xml:
      return rest[0] == '&' ? read_reference(rest, decoded) : 0;
    case Escapes::properties:
      if (rest[0] != '\\') return 0;
      if (const std::size_t length = read_continuation(rest); length > 0) return length;
      return read_backslash(rest, decoded);
    case Escapes::shell:
      if (rest[0] == '`') return read_command(rest, decoded);
      return read_shell_escape(rest, decoded);
    case Escapes::shell_quoted:
      if (rest[0] == '`') return read_command(rest, decoded);
      return rest[0] == '\\' ? read_backslash(rest, decoded) : 0;
    case Escapes::backslash:
      return rest[0] == '\\' ? read_backslash(rest, decoded) : 0;
  }
  return 0;
}

void ValueBuilder::add(std::size_t begin, std::size_t end, Escapes escapes) {
  std::size_t plain = begin;
  for (std::size_t at = begin; at < end;) {
    std::string decoded;
    const std::size_t length = read_escape(at, end, escapes, decoded);
    if (length == 0) {
      ++at;
      continue;
    }
    add_verbatim(plain, at);
    add_instead(at, at + length, decoded);
    plain = at += length;
  }
  add_verbatim(plain, end);
}

}  // namespace ampslint
