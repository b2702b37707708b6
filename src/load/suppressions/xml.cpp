#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "load/suppressions/comment.hpp"
#include "load/xml/reader.hpp"

namespace ampslint {
namespace {

/// Gives each comment of a file, which may be broken, its elements.
class XmlSuppressions {
 public:
  XmlSuppressions(const Sources& sources, SourceId id, const XmlNotes& notes, Suppressions& found)
      : sources_(sources), id_(id), elements_(notes.elements), collector_(sources, id, found) {}

  void add(const CommentNote& comment) {
    while (next_ < elements_.size() && elements_[next_].name < comment.where.begin) {
      end_up_to(begin_of(next_));
      open_.push_back(next_++);
    }
    end_up_to(comment.where.begin);
    const auto number = collector_.add(comment.words);
    if (!number) return;
    if (next_ == 0) return collector_.cover_file(*number);
    const bool more = next_ < elements_.size();
    if (ended_line_ == line_of(comment.where.begin) &&
        !(more && line_of(begin_of(next_)) == line_of(comment.where.end))) {
      collector_.cover(*number, {ended_begin_, comment.where.begin});
    } else if (more) {
      collector_.cover(*number, {begin_of(next_), elements_[next_].end});
    } else {
      collector_.cover(*number, {comment.where.end, comment.where.end});
    }
  }

  void finish() { collector_.finish(); }

 private:
  std::uint32_t begin_of(std::size_t element) const { return elements_[element].name - 1; }
  /// Where the line of a place begins.
  std::uint32_t line_of(std::uint32_t at) const { return sources_.line_at(id_, at).begin; }

  /// Goes through the elements that end before a place.
  void end_up_to(std::uint32_t at) {
    for (; !open_.empty() && elements_[open_.back()].end <= at; open_.pop_back()) {
      const std::uint32_t begin = begin_of(open_.back());
      const std::uint32_t line = line_of(elements_[open_.back()].end);
      ended_begin_ = line == ended_line_ ? std::min(ended_begin_, begin) : begin;
      ended_line_ = line;
    }
  }

  const Sources& sources_;
  SourceId id_;
  const std::vector<ElementNote>& elements_;
  SuppressionCollector collector_;
  std::size_t next_ = 0;           ///< the first element behind the place
  std::vector<std::size_t> open_;  ///< those around it
  std::uint32_t ended_line_ =
      std::numeric_limits<std::uint32_t>::max();  ///< of the last that ended
  std::uint32_t ended_begin_ = 0;                 ///< of the first that ended on that line
};

}  // namespace

void read_xml_suppressions(const Sources& sources, SourceId id, const XmlNotes& notes,
                           Suppressions& found) {
  if (notes.comments.empty()) return;
  XmlSuppressions suppressions(sources, id, notes, found);
  for (const CommentNote& comment : notes.comments) suppressions.add(comment);
  suppressions.finish();
}

}  // namespace ampslint
