#include "base/glob.hpp"

#include <algorithm>
#include <array>
#include <cctype>

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

/// The end of `[:name:]`, which begins at `at`; `at` where there is none.
std::size_t class_end(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) != "[:") return at;
  const std::size_t close = text.find(']', at + 2);
  if (close == none || close < at + 3 || text[close - 1] != ':') return at;
  return close + 1;
}

}  // namespace

/// Reads a pattern from the left to the right.
class Glob::Reader {
 public:
  Reader(std::string_view pattern, Glob& glob) : text_(pattern), glob_(glob) {}

  void read() {
    bool more = true;
    while (more) {
      const std::size_t begin = at_;
      Part part;
      more = read_part(part);
      const std::string_view written = text_.substr(begin, end_ - begin);
      part.any_depth = written.size() >= 2 && written.find_first_not_of('*') == none;
      glob_.parts_.push_back(std::move(part));
    }
  }

 private:
  /// Whether another part follows.
  bool read_part(Part& part) {
    for (; at_ < text_.size(); ++at_) {
      end_ = at_;
      const bool escapes = text_[at_] == '\\';
      if (escapes) ++at_;
      if (at_ < text_.size() && text_[at_] == '/') {
        ++at_;
        return true;
      }
      if (!read_item(escapes, part)) {
        part.never = true;
        at_ = text_.size();
      }
    }
    end_ = text_.size();
    return false;
  }

  bool read_item(bool escaped, Part& part) {
    if (at_ >= text_.size()) return false;
    const char c = text_[at_];
    if (escaped) {
      part.items.push_back({.kind = Kind::byte, .byte = c});
    } else if (c == '*') {
      if (part.items.empty() || part.items.back().kind != Kind::any_bytes) {
        part.items.push_back({.kind = Kind::any_bytes});
      }
    } else if (c == '?') {
      part.items.push_back({.kind = Kind::any_byte});
    } else if (c == '[') {
      Set set;
      if (!read_brackets(set)) return false;
      part.items.push_back(
          {.kind = Kind::one_of, .set = static_cast<std::uint32_t>(glob_.sets_.size())});
      glob_.sets_.push_back(set);
    } else {
      part.items.push_back({.kind = Kind::byte, .byte = c});
    }
    return true;
  }

  /// From the opening bracket to the closing one; false where there is none, or what stands between
  /// them is not understood.
  bool read_brackets(Set& set) {
    ++at_;
    const bool negated = at_ < text_.size() && (text_[at_] == '!' || text_[at_] == '^');
    if (negated) ++at_;
    const std::size_t first = at_;
    int low = -1;  // what a range may begin with
    for (; at_ < text_.size() && (text_[at_] != ']' || at_ == first); ++at_) {
      if (const std::size_t end = class_end(text_, at_); end != at_) {
        if (!add_class(text_.substr(at_ + 2, end - at_ - 4), set)) return false;
        low = -1;
        at_ = end - 1;
        continue;
      }
      const bool range =
          text_[at_] == '-' && low >= 0 && at_ + 1 < text_.size() && text_[at_ + 1] != ']';
      if (range) ++at_;
      if (text_[at_] == '\\') ++at_;
      if (at_ >= text_.size()) return false;
      const int high = static_cast<unsigned char>(text_[at_]);
      for (int byte = range ? low : high; byte <= high; ++byte) {
        set.set(static_cast<std::size_t>(byte));
      }
      low = range ? -1 : high;
    }
    if (negated) set.flip();
    return at_ < text_.size();
  }

  static bool add_class(std::string_view name, Set& set) {
    const auto* known = std::ranges::find(character_classes, name, &CharacterClass::name);
    if (known == character_classes.end()) return false;
    for (std::size_t byte = 0; byte < set.size(); ++byte) {
      if (known->holds(static_cast<int>(byte)) != 0) set.set(byte);
    }
    return true;
  }

  std::string_view text_;
  Glob& glob_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;  ///< of the part at hand
};

Glob::Glob(std::string_view pattern) {
  Reader(pattern, *this).read();
  for (const Part& part : parts_) {
    const bool plain =
        std::ranges::all_of(part.items, [](const Item& item) { return item.kind == Kind::byte; });
    if (!plain || part.never || part.any_depth) return;
    if (&part != &parts_.front()) literal_ += '/';
    for (const Item& item : part.items) literal_ += item.byte;
  }
  is_literal_ = true;
}

bool Glob::fits(const Item& item, char byte) const {
  switch (item.kind) {
    case Kind::byte:
      return item.byte == byte;
    case Kind::one_of:
      return sets_[item.set].test(static_cast<unsigned char>(byte));
    default:
      return item.kind == Kind::any_byte;
  }
}

// It goes back to the last `*` only, which is enough: what an earlier one could still take, the
// last one can take as well.
bool Glob::matches_part(const Part& part, std::string_view text, std::size_t& steps) const {
  ++steps;
  if (part.never) return false;
  const std::vector<Item>& items = part.items;
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = none;
  std::size_t taken = 0;
  while (t < text.size()) {
    ++steps;
    if (p < items.size() && items[p].kind == Kind::any_bytes) {
      star = ++p;
      taken = t;
    } else if (p < items.size() && fits(items[p], text[t])) {
      ++p;
      ++t;
    } else if (star != none) {
      p = star;
      t = ++taken;
    } else {
      return false;
    }
  }
  // Of several `*` in a row one is kept.
  return p == items.size() || (p + 1 == items.size() && items[p].kind == Kind::any_bytes);
}

bool Glob::matches(std::string_view path, std::size_t& steps) const {
  std::size_t p = 0;
  std::size_t t = 0;        // `none`: behind the last part
  std::size_t deep = none;  // behind the last `**`
  std::size_t taken = 0;
  while (t != none) {
    if (p < parts_.size() && parts_[p].any_depth) {
      if (p + 1 == parts_.size()) return true;
      deep = ++p;
      taken = t;
      ++steps;
      continue;
    }
    const std::size_t slash = path.find('/', t);
    if (p < parts_.size() && matches_part(parts_[p], path.substr(t, slash - t), steps)) {
      ++p;
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
  return p == parts_.size();
}

bool matches_glob(std::string_view pattern, std::string_view path) {
  std::size_t steps = 0;
  return Glob(pattern).matches(path, steps);
}

}  // namespace ampslint
