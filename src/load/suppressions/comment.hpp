#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "load/suppressions/text.hpp"

namespace ampslint {

/// Whether a comment's words are meant to be an ignore.
bool is_ignore(std::string_view words);

/// Whether the bytes of the marker occur at all: nearly no file has them.
bool mentions_ignore(std::string_view text);

/// Gathers the ignores of one source, as its comments are met.
class IgnoreCollector {
 public:
  IgnoreCollector(const Sources& sources, SourceId id, Ignores& found);

  /// Takes the words of a comment, from the marker on. The ignore's number in `found.all` where it
  /// is for what stands beside the comment: its scope is still to be set.
  std::optional<std::size_t> add(Span words);
  void cover(std::size_t number, std::uint32_t begin, std::uint32_t end);
  void cover_file(std::size_t number);
  /// Tells what is still open.
  void finish();

 private:
  enum class Form : std::uint8_t { beside, file, begin, end };

  std::optional<Form> form_of(Span words);
  bool read_head(Span head, Ignore& ignore);
  bool read_until(Span day, Ignore& ignore);
  bool read_words(Span words, Ignore& ignore);
  bool read_reason(Span reason, Ignore& ignore);
  void begin(Ignore ignore);
  void end(const Ignore& ignore);
  void tell(Span where, std::string message);
  std::string_view view(Span where) const { return sources_.text(where); }

  const Sources& sources_;
  SourceId id_;
  Ignores& found_;
  std::size_t first_;  ///< of the source's own in `found_.all`
  bool full_ = false;
  std::vector<Ignore> open_;  ///< ranges
};

}  // namespace ampslint
