#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "load/suppressions/text.hpp"

namespace ampslint {

/// Whether a comment's words are meant to be an ignore.
bool is_suppression(std::string_view words);

/// Whether the bytes of the marker occur at all: nearly no file has them.
bool mentions_suppression(std::string_view text);

/// The day that `YYYY-MM-DD` names.
std::optional<std::chrono::sys_days> parse_day(std::string_view text);
std::string format_day(std::chrono::sys_days day);

/// Gathers the ignores of one source, as its comments are met.
class SuppressionCollector {
 public:
  SuppressionCollector(const Sources& sources, SourceId id, Suppressions& found);

  /// Takes the words of a comment, from the marker on. The ignore's number in `found.all` where it
  /// is for what stands beside the comment: its scope is still to be set.
  std::optional<std::size_t> add(Range words);
  void cover(std::size_t number, Range scope);
  void cover_file(std::size_t number);
  /// Reports ranges that are still open.
  void finish();

 private:
  enum class Form : std::uint8_t { beside, file, begin, end };

  std::optional<Form> form_of(Range words);
  bool read_head(Range head, Suppression& suppression);
  bool read_until(Range day, Suppression& suppression);
  bool read_words(Range words, Suppression& suppression);
  bool read_reason(Range reason, Suppression& suppression);
  void begin(Suppression suppression);
  void end(const Suppression& suppression);
  void report(Range where, std::string message);
  Span span(Range where) const { return {id_, where.begin, where.end}; }
  std::string_view view(Range where) const { return where.of(sources_[id_].text); }

  const Sources& sources_;
  SourceId id_;
  Suppressions& found_;
  std::size_t first_;  ///< of the source's own in `found_.all`
  bool full_ = false;
  std::vector<Suppression> open_;  ///< ranges
};

}  // namespace ampslint
