#include "load/suppressions/text.hpp"

#include <algorithm>
#include <vector>

#include "base/ascii.hpp"
#include "base/lines.hpp"
#include "load/suppressions/comment.hpp"

namespace ampslint {
namespace {

constexpr std::string_view blanks = " \t";

std::uint32_t offset(std::size_t at) { return static_cast<std::uint32_t>(at); }

/// The bytes of `line` from `at` on, without the blanks around them.
Range trimmed(std::string_view text, Range line, std::size_t at) {
  Range where = line;
  where.begin = offset(std::min<std::size_t>(line.begin + at, line.end));
  const auto is_blank = [text](std::uint32_t i) { return blanks.find(text[i]) != npos; };
  while (where.begin < where.end && is_blank(where.begin)) ++where.begin;
  while (where.end > where.begin && is_blank(where.end - 1)) --where.end;
  return where;
}

/// Before the marker stands what begins a comment, in whatever language.
bool begins_comment(std::string_view before) {
  before = before.substr(0, before.find_last_not_of(blanks) + 1);
  if (before.empty()) return false;
  if (std::string_view("#*;%!").find(before.back()) != npos) return true;
  return before.ends_with("--") || (before.ends_with("//") && !before.ends_with("://"));
}

/// Nothing but signs of a comment.
bool is_bare(std::string_view before) { return before.find_first_not_of(" \t#*;%!-/<{(") == npos; }

/// The signs that end a comment are not part of its words.
std::string_view without_closing(std::string_view words) {
  for (const std::string_view sign : {"}", "*/", "-->", "#", "%"}) {
    if (words.ends_with(sign)) words.remove_suffix(sign.size());
    words = words.substr(0, words.find_last_not_of(blanks) + 1);
  }
  return words;
}

/// The ignores that wait for the line or string they are for.
class Waiting {
 public:
  explicit Waiting(SuppressionCollector& collector) : collector_(collector) {}

  void add(std::optional<std::size_t> number) {
    if (number) numbers_.push_back(*number);
  }
  void cover(Range scope) {
    for (const std::size_t number : numbers_) collector_.cover(number, scope);
    numbers_.clear();
  }

 private:
  SuppressionCollector& collector_;
  std::vector<std::size_t> numbers_;
};

/// Goes over the lines of a text that has any; what still waits at its end is for nothing.
template <typename Read>
void read_lines(const Sources& sources, SourceId id, Suppressions& found, Read read) {
  const std::string_view text = sources[id].text;
  if (!mentions_suppression(text)) return;
  SuppressionCollector collector(sources, id, found);
  Waiting waiting(collector);
  for_lines(text, [&](Range where) { read(where, collector, waiting); });
  waiting.cover({offset(text.size()), offset(text.size())});
  collector.finish();
}

}  // namespace

std::size_t string_end(std::string_view line) {
  constexpr std::string_view comment = "# ampslint-ignore";
  for (std::size_t at = line.find(comment); at != npos; at = line.find(comment, at + 1)) {
    const std::size_t behind = at + comment.size();
    const bool apart = at > 0 && blanks.find(line[at - 1]) != npos;
    const bool whole =
        behind == line.size() || line[behind] == ':' || blanks.find(line[behind]) != npos;
    if (apart && whole) return line.substr(0, at).find_last_not_of(blanks) + 1;
  }
  return line.size();
}

void read_list_suppressions(const Sources& sources, SourceId id, Suppressions& found) {
  const std::string_view text = sources[id].text;
  read_lines(sources, id, found,
             [&](Range where, SuppressionCollector& collector, Waiting& waiting) {
               const std::string_view line = where.of(text);
               const std::size_t end = line.starts_with('#') ? 0 : string_end(line);
               std::optional<std::size_t> number;
               if (end < line.size()) {
                 const Range words = trimmed(text, where, line.find('#', end) + 1);
                 if (is_suppression(words.of(text))) number = collector.add(words);
               }
               if (end == 0) return waiting.add(number);
               const Range string{where.begin, where.begin + offset(end)};
               if (number) collector.cover(*number, string);
               waiting.cover(string);
             });
}

void read_text_suppressions(const Sources& sources, SourceId id, Suppressions& found) {
  const std::string_view text = sources[id].text;
  read_lines(
      sources, id, found, [&](Range where, SuppressionCollector& collector, Waiting& waiting) {
        const std::string_view line = where.of(text);
        const std::size_t at = line.find(suppression_marker);
        const std::string_view before = line.substr(0, at);
        if (at == npos || !begins_comment(before)) {
          return waiting.cover(where);
        }
        Range words = where;
        words.begin += offset(at);
        words.end = words.begin + offset(without_closing(words.of(text)).size());
        const auto number = is_suppression(words.of(text)) ? collector.add(words) : std::nullopt;
        if (is_bare(before)) return waiting.add(number);
        if (number) collector.cover(*number, {where.begin, words.begin});
        waiting.cover(where);
      });
}

}  // namespace ampslint
