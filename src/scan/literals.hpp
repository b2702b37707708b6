#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "scan/escapes.hpp"
#include "scan/languages.hpp"
#include "scan/line_state.hpp"

namespace ampslint {

/// Where one setting's value begins and ends, and how it is written.
struct Region {
  std::size_t begin = 0;
  std::size_t end = 0;
  Escapes escapes = Escapes::none;
  bool whole = false;   ///< a literal or a line: it holds nothing else than what is looked for
  bool quoted = false;  ///< a literal of the file itself, not one within another
  bool named = false;   ///< begins behind a name and a sign: `uri: `
};

/// What is longer is not a connection string.
inline constexpr std::size_t longest_found_string = 4096;

/// [begin, end) of a string in the text.
using StringRange = std::pair<std::size_t, std::size_t>;

/// Finds the ends of the strings around a scheme.
class RegionReader {
 public:
  /// `line` stands at the scheme that is asked about.
  RegionReader(std::string_view text, const FileForm& form, const LineReader& line)
      : text_(text), form_(form), line_(line) {}

  /// The value that the scheme from `start` to `colon` stands in.
  Region region_of(std::size_t start, std::size_t colon) const;
  /// The strings of a region, from that scheme on: those that follow each other with nothing but
  /// separators between them.
  std::vector<StringRange> strings_in(const Region& region, std::size_t start,
                                      std::size_t colon) const;

 private:
  Escapes escapes_in(char quote, std::size_t open) const;
  std::size_t closing_quote(std::size_t at, char quote, bool escaped, Escapes escapes) const;
  std::size_t logical_line_end(std::size_t at) const;
  bool begins_string(std::size_t at) const;
  bool ends_behind(std::size_t begin, std::size_t separator, std::size_t limit) const;
  bool ends_at_sign(const Region& region, std::size_t begin, std::size_t at) const;
  bool is_for_people() const { return form_.prose || line_.in_comment(); }
  bool is_whole_value(const Region& region, std::size_t end) const;
  std::size_t end_of_string(const Region& region, std::size_t at) const;
  std::size_t behind_password(const Region& region, std::size_t at, std::size_t end) const;
  std::size_t without_punctuation(std::size_t begin, std::size_t end) const;
  std::size_t behind_separators(const Region& region, std::size_t at) const;

  std::string_view text_;
  FileForm form_;
  const LineReader& line_;
};

}  // namespace ampslint
