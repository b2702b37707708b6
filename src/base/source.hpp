#pragma once

#include <compare>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampslint/file_reader.hpp"
#include "base/range.hpp"

namespace ampslint {

using SourceId = std::uint32_t;

/// The bytes [begin, end) of one source's untouched text.
struct Span {
  SourceId source = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  Range range() const { return {begin, end}; }
  /// They share a byte, or are the same place of no bytes.
  bool overlaps(const Span& other) const {
    if (source != other.source) return false;
    return (begin < other.end && other.begin < end) || *this == other;
  }

  friend auto operator<=>(const Span&, const Span&) = default;
};

/// A place as people count: lines and columns from 1, columns in Unicode code points.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;

  friend auto operator<=>(const Position&, const Position&) = default;
};

/// Where a text comes from.
enum class Origin : std::uint8_t {
  file,
  standard_input,
  option,  ///< of the command line; its line feeds begin no lines
  server,  ///< a running instance
};

/// `-` is standard input.
inline Origin origin_of(std::string_view path) {
  return path == "-" ? Origin::standard_input : Origin::file;
}

/// One text as its author wrote it.
struct Source {
  std::string path;                   ///< as given on the command line
  std::string_view text;              ///< without a byte order mark
  std::shared_ptr<const void> owner;  ///< of the text
  std::uint32_t first_line = 1;       ///< the line number of the first line
  Origin origin = Origin::file;
  bool is_part = false;  ///< some lines of a list that is read in blocks
  std::optional<Span> included_from = std::nullopt;
  std::optional<Span> named_at = std::nullopt;  ///< in a file that is read as another's part

  bool is_file() const { return origin == Origin::file; }
};

/// Owns every text of a run; knows where a byte stands.
class Sources {
 public:
  SourceId add(std::string path, FileText text, Origin origin = Origin::file);
  SourceId add(std::string path, std::string text, Origin origin = Origin::file) {
    return add(std::move(path), FileText(std::move(text)), origin);
  }
  SourceId add(Source source);
  /// A `-c` option: its line is its `number` among them, whatever it holds.
  SourceId add_option(std::string text, std::uint32_t number);
  /// Some lines of a list that is too long to be kept; `first_line` is the number of the first.
  SourceId add_part(std::string path, std::string text, Origin origin, std::uint32_t first_line);
  /// Takes over another's sources behind its own. Returns by how much their numbers grow.
  SourceId append(Sources&& others);
  /// Forgets the source added last, with its text.
  void drop_last();
  /// The same text once more, at another `Include`.
  SourceId add_inclusion(SourceId file, Span included_from);
  /// Keeps which words of another file made this one be read.
  void set_named_at(SourceId id, Span where) { sources_[id].source.named_at = where; }

  const Source& operator[](SourceId id) const { return sources_[id].source; }
  std::size_t size() const { return sources_.size(); }

  /// All of a source's text.
  Span whole(SourceId id) const;
  /// The bytes of `where`, secrets included: for reading, never for showing (see `Redactor`).
  std::string_view text(Span where) const;
  Position position(SourceId id, std::uint32_t offset) const;
  /// The same, with columns in units of UTF-16.
  Position utf16_position(SourceId id, std::uint32_t offset) const;
  /// The byte at a position; the nearest before it where there is none.
  std::uint32_t offset(SourceId id, Position position) const;
  /// The bytes [begin, end) of the line that `offset` stands on, without its line end.
  Span line_at(SourceId id, std::uint32_t offset) const;
  /// What of that line, which may be of any length, is not farther than `far` bytes from a place.
  Span near(Span where, std::uint32_t far) const;

 private:
  /// How many characters stand before every so many bytes: with it, a question about a place takes
  /// a short look at the text, however long its lines are.
  struct Counts {
    std::vector<std::uint32_t> code_points;
    std::vector<std::uint32_t> pairs;  ///< those that UTF-16 has two units for
  };
  /// Both are made when first asked for, which several threads may do.
  struct Entry {
    explicit Entry(Source given) : source(std::move(given)) {}

    Source source;
    mutable std::vector<std::uint32_t> line_starts;
    mutable std::once_flag has_line_starts;
    mutable Counts counts;
    mutable std::once_flag has_counts;
  };
  const std::vector<std::uint32_t>& line_starts(SourceId id) const;
  const Counts& counts(SourceId id) const;
  /// How many code points begin before a byte, and how many of them are pairs in UTF-16.
  std::uint32_t code_points_before(SourceId id, std::uint32_t offset) const;
  std::uint32_t pairs_before(SourceId id, std::uint32_t offset) const;

  std::deque<Entry> sources_;
};

/// `path:line:column` of a place.
std::string place(const Sources& sources, Span where);

}  // namespace ampslint
