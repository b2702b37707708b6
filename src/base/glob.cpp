#include "base/glob.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace ampslint {
namespace {

constexpr std::size_t none = std::string_view::npos;

struct CharacterClass {
  std::string_view name;
  int (*holds)(int);
};

constexpr std::array<CharacterClass, 12> character_classes{{{"alnum", std::isalnum},
                                                            {"alpha", std::isalpha},
                                                            {"blank", std::isblank},
                                                            {"cntrl", std::iscntrl},
                                                            {"digit", std::isdigit},
                                                            {"graph", std::isgraph},
                                                            {"lower", std::islower},
                                                            {"print", std::isprint},
                                                            {"punct", std::ispunct},
                                                            {"space", std::isspace},
                                                            {"upper", std::isupper},
                                                            {"xdigit", std::isxdigit}}};

/// The brackets at the start of a text, read against one byte.
struct Brackets {
  std::size_t size = none;  ///< `none`: they are not closed, so that nothing matches
  bool hold = false;        ///< the byte is one of theirs
};

/// The end of `[:name:]`, which begins at `at`; `at` where there is none.
std::size_t class_end(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) != "[:") return at;
  const std::size_t close = text.find(']', at + 2);
  if (close == none || close < at + 3 || text[close - 1] != ':') return at;
  return close + 1;
}

Brackets read_brackets(std::string_view text, char byte) {
  const auto c = static_cast<unsigned char>(byte);
  std::size_t at = 1;
  const bool negated = at < text.size() && (text[at] == '!' || text[at] == '^');
  if (negated) ++at;
  bool found = false;
  const std::size_t first = at;
  int low = -1;  // what a range may begin with
  for (; at < text.size() && (text[at] != ']' || at == first); ++at) {
    if (const std::size_t end = class_end(text, at); end != at) {
      const std::string_view name = text.substr(at + 2, end - at - 4);
      const auto* known = std::ranges::find(character_classes, name, &CharacterClass::name);
      if (known == character_classes.end()) return {};
      found |= known->holds(c) != 0;
      low = -1;
      at = end - 1;
      continue;
    }
    const bool range = text[at] == '-' && low >= 0 && at + 1 < text.size() && text[at + 1] != ']';
    if (range) ++at;
    if (text[at] == '\\') ++at;
    if (at >= text.size()) return {};
    const int high = static_cast<unsigned char>(text[at]);
    found |= range ? low <= c && c <= high : c == high;
    low = range ? -1 : high;
  }
  if (at >= text.size()) return {};
  return {.size = at + 1, .hold = found != negated};
}

/// The part of a pattern that begins at `at`: where it ends, and where the next one begins (`none`:
/// it is the last).
std::pair<std::size_t, std::size_t> part_end(std::string_view pattern, std::size_t at) {
  while (at < pattern.size() && pattern[at] != '/') {
    if (pattern[at] == '\\') {
      if (pattern.substr(at + 1).starts_with('/')) return {at, at + 2};
      at += 2;
    } else if (pattern[at] == '[') {
      const std::size_t size = read_brackets(pattern.substr(at), '\0').size;
      if (size == none) return {pattern.size(), none};
      at += size;
    } else {
      ++at;
    }
  }
  if (at >= pattern.size()) return {pattern.size(), none};
  return {at, at + 1};
}

/// How many bytes of the pattern stand for that byte; 0: it does not match.
std::size_t step(std::string_view pattern, char byte) {
  switch (pattern[0]) {
    case '?':
      return 1;
    case '[': {
      const Brackets brackets = read_brackets(pattern, byte);
      return brackets.size != none && brackets.hold ? brackets.size : 0;
    }
    case '\\':
      return pattern.size() > 1 && pattern[1] == byte ? 2 : 0;
    default:
      return pattern[0] == byte ? 1 : 0;
  }
}

/// One part against one part. It goes back to the last `*` only, which is enough: what an earlier
/// one could still take, the last one can take as well.
bool matches_part(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = none;
  std::size_t taken = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = ++p;
      taken = t;
      continue;
    }
    const std::size_t length = p < pattern.size() ? step(pattern.substr(p), text[t]) : 0;
    if (length > 0) {
      p += length;
      ++t;
    } else if (star != none) {
      p = star;
      t = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == none;
}

bool is_any_depth(std::string_view part) {
  return part.size() >= 2 && part.find_first_not_of('*') == none;
}

}  // namespace

bool matches_glob(std::string_view pattern, std::string_view path) {
  std::size_t p = 0;  // `none`: behind the last part; likewise for the path
  std::size_t t = 0;
  std::size_t deep = none;  // behind the last `**`
  std::size_t taken = 0;
  while (t != none) {
    const auto [end, next] = p == none ? std::pair(none, none) : part_end(pattern, p);
    const std::string_view part = p == none ? "" : pattern.substr(p, end - p);
    if (p != none && is_any_depth(part)) {
      if (next == none) return true;
      deep = p = next;
      taken = t;
      continue;
    }
    const std::size_t slash = path.find('/', t);
    if (p != none && matches_part(part, path.substr(t, slash - t))) {
      p = next;
      t = slash == none ? none : slash + 1;
    } else if (deep != none) {
      const std::size_t skipped = path.find('/', taken);
      if (skipped == none) return false;
      p = deep;
      t = taken = skipped + 1;
    } else {
      return false;
    }
  }
  return p == none;
}

}  // namespace ampslint
