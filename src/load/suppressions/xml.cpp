#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "load/suppressions/comment.hpp"
#include "load/xml/cursor.hpp"

namespace ampslint {
namespace {

/// Goes over the markup of a file, which may be broken, and gives each comment its elements.
class XmlSuppressions : private wellformed::Cursor {
 public:
  XmlSuppressions(const Sources& sources, SourceId id, Suppressions& found, Defects& none)
      : Cursor(sources, id, none), collector_(sources, id, found) {}

  void read() {
    while ((at_ = find("<", at_)) < size()) markup();
    for (const std::size_t open : open_) elements_[open].end = size();
    for (const Pending& pending : pending_) cover(pending);
    collector_.finish();
  }

 private:
  struct Extent {
    std::uint32_t begin;
    std::uint32_t end;
    std::uint32_t first_line;
  };
  /// A comment for what stands beside it.
  struct Pending {
    std::size_t number;
    std::uint32_t begin;
    std::uint32_t end;
    std::uint32_t last_line;
    std::optional<std::uint32_t> behind;  ///< where the elements begin that end on its line
    std::size_t next;                     ///< the element that follows
  };

  void markup() {
    if (ahead("<!--")) return comment();
    if (ahead("<![CDATA[")) return skip_past("]]>", 9);
    if (ahead("<?")) return skip_past("?>", 2);
    if (ahead("<!")) return declaration();
    if (ahead("</")) return end_tag();
    start_tag();
  }

  void skip_past(std::string_view what, std::uint32_t from) {
    const std::uint32_t end = find(what, std::min(at_ + from, size()));
    at_ = std::min(end + static_cast<std::uint32_t>(what.size()), size());
  }

  /// A quoted value; one without its second quote ends where the next tag begins.
  void skip_quoted() {
    const std::array<char, 3> ends{text_[at_], '<', '\n'};
    at_ = find_any({ends.data(), 2}, at_ + 1);
    if (at_end() || text_[at_] != '<') {
      at_ = std::min(at_ + 1, size());
      return;
    }
    const std::uint32_t end = find_any({ends.data(), ends.size()}, at_ + 1);
    if (end < size() && text_[end] == ends[0]) at_ = end + 1;
  }

  /// A DOCTYPE with what it declares.
  void declaration() {
    std::size_t depth = 0;
    do {
      at_ = find_any("<>\"'", at_);
      if (at_end()) return;
      if (ahead("<!--")) {
        skip_past("-->", 4);
      } else if (ahead("<?")) {
        skip_past("?>", 2);
      } else if (text_[at_] == '<' || text_[at_] == '>') {
        text_[at_++] == '<' ? ++depth : --depth;
      } else {
        at_ = std::min(find(text_.substr(at_, 1), at_ + 1) + 1, size());
      }
    } while (depth > 0);
  }

  void start_tag() {
    const std::uint32_t begin = at_++;
    if (!starts_name(at_)) return;
    elements_.push_back({.begin = begin, .end = size(), .first_line = line_of(begin)});
    open_.push_back(elements_.size() - 1);
    while ((at_ = find_any("<>\"'", at_)) < size() && text_[at_] != '<') {
      if (text_[at_] != '>') {
        skip_quoted();
        continue;
      }
      ++at_;
      if (text_[at_ - 2] == '/') close();
      return;
    }
  }

  void end_tag() {
    skip_past(">", 2);
    close();
  }

  void close() {
    if (open_.empty()) return;
    Extent& element = elements_[open_.back()];
    open_.pop_back();
    element.end = at_;
    const std::uint32_t line = line_of(at_);
    ended_begin_ = line == ended_line_ ? std::min(ended_begin_, element.begin) : element.begin;
    ended_line_ = line;
  }

  void comment() {
    const std::uint32_t begin = at_;
    const std::uint32_t end = find("-->", std::min(begin + 4, size()));
    at_ = std::min(end + 3, size());
    if (end == size()) return;
    const Span words = trimmed(begin + 4, end);
    if (!is_suppression(view(words))) return;
    const std::uint32_t line = line_of(begin);
    const auto number = collector_.add(words);
    if (!number) return;
    if (elements_.empty()) return collector_.cover_file(*number);
    Pending pending{.number = *number,
                    .begin = begin,
                    .end = at_,
                    .last_line = line_of(at_),
                    .behind = {},
                    .next = elements_.size()};
    if (line == ended_line_) pending.behind = ended_begin_;
    pending_.push_back(pending);
  }

  Span trimmed(std::uint32_t begin, std::uint32_t end) const {
    begin = std::min(skip(begin, wellformed::blank), end);
    while (end > begin && is(end - 1, wellformed::blank)) --end;
    return span(begin, end);
  }

  void cover(const Pending& pending) {
    const Extent* next = pending.next < elements_.size() ? &elements_[pending.next] : nullptr;
    const bool last_on_line = next == nullptr || next->first_line != pending.last_line;
    if (pending.behind && last_on_line) {
      collector_.cover(pending.number, *pending.behind, pending.begin);
    } else if (next != nullptr) {
      collector_.cover(pending.number, next->begin, next->end);
    } else {
      collector_.cover(pending.number, pending.end, pending.end);
    }
  }

  /// The line of a place that is not before the one asked for last.
  std::uint32_t line_of(std::uint32_t at) {
    const auto more = std::ranges::count(text_.substr(counted_to_, at - counted_to_), '\n');
    counted_to_ = at;
    return line_ += static_cast<std::uint32_t>(more);
  }

  SuppressionCollector collector_;
  std::vector<Extent> elements_;
  std::vector<std::size_t> open_;
  std::vector<Pending> pending_;
  std::uint32_t counted_to_ = 0;
  std::uint32_t line_ = 1;
  std::uint32_t ended_line_ = 0;  ///< the last one that an element ended on; 0: none yet
  std::uint32_t ended_begin_ = 0;
};

}  // namespace

void read_xml_suppressions(const Sources& sources, SourceId id, Suppressions& found) {
  if (!mentions_suppression(sources[id].text)) return;
  Defects none;
  XmlSuppressions(sources, id, found, none).read();
}

}  // namespace ampslint
