#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ampslint {

/// A pattern as `.gitignore` files have them, for paths whose parts `/` separates. `*` and `?` stay
/// within a part, `**` as a whole part stands for any number of parts (at the end: at least one),
/// `[a-z]`, `[!a]` and `[[:digit:]]` are one byte, `\` takes the next byte as it is.
class Glob {
 public:
  explicit Glob(std::string_view pattern);

  /// Whether it matches all of a path; adds to `steps` how long that took, which is at most the
  /// path's size squared and the number of the pattern's parts.
  bool matches(std::string_view path, std::size_t& steps) const;
  /// The path that alone it matches; absent where it matches others or none.
  const std::string* literal() const { return is_literal_ ? &literal_ : nullptr; }

 private:
  enum class Kind : std::uint8_t { byte, any_byte, one_of, any_bytes };
  /// What stands for one byte of a part, or for any number of them.
  struct Item {
    Kind kind = Kind::byte;
    char byte = 0;
    std::uint32_t set = 0;  ///< the index of a set
  };
  struct Part {
    std::vector<Item> items;
    bool any_depth = false;  ///< `**`
    bool never = false;      ///< what is broken matches nothing
  };
  using Set = std::bitset<256>;
  class Reader;

  bool fits(const Item& item, char byte) const;
  bool matches_part(const Part& part, std::string_view text, std::size_t& steps) const;

  std::vector<Part> parts_;
  std::vector<Set> sets_;
  std::string literal_;
  bool is_literal_ = false;
};

/// The same, for a pattern that is used once.
bool matches_glob(std::string_view pattern, std::string_view path);

}  // namespace ampslint
