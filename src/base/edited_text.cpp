#include "base/edited_text.hpp"

#include <algorithm>
#include <string_view>

namespace ampslint {

bool conflict(const Replacement& a, const Replacement& b) {
  const bool inserts = a.begin == a.end || b.begin == b.end;
  return inserts ? a.begin <= b.end && b.begin <= a.end : a.begin < b.end && b.begin < a.end;
}

std::string with_replacements(std::string_view text, const std::vector<Replacement>& replacements) {
  std::string out;
  std::size_t at = 0;
  for (const Replacement& one : replacements) {
    out.append(text.substr(at, one.begin - at)).append(one.text);
    at = one.end;
  }
  return out.append(text.substr(at));
}

EditedText::EditedText(std::string original) : original_(std::move(original)) {
  for (std::size_t at = original_.find('\n'); at != std::string::npos;
       at = original_.find('\n', at + 1)) {
    line_feeds_.push_back(at);
  }
}

void EditedText::apply(const std::vector<Replacement>& replacements) {
  const std::string now = text();
  std::vector<Replacement> all;
  std::size_t old = 0;
  for (auto next = replacements.begin(); next != replacements.end();) {
    for (; old < places_.size() && places_[old].end < next->begin; ++old) {
      all.push_back(replaced_[old]);
    }
    // Replacements that touch each other become one.
    std::vector<Replacement> together;
    const std::size_t first = old;
    std::size_t begin = next->begin;
    std::size_t end = begin;
    do {
      together.push_back(*next);
      for (; old < places_.size() && places_[old].begin <= next->end; ++old) {
        begin = std::min(begin, places_[old].begin);
        end = std::max(end, places_[old].end);
      }
      end = std::max(end, next->end);
    } while (++next != replacements.end() && next->begin <= end);
    for (Replacement& one : together) {
      one.begin -= begin;
      one.end -= begin;
    }
    all.push_back(
        {.begin = original_before(first, begin),
         .end = original_before(old, end),
         .text = with_replacements(std::string_view(now).substr(begin, end - begin), together)});
  }
  all.insert(all.end(), replaced_.begin() + static_cast<std::ptrdiff_t>(old), replaced_.end());
  replaced_ = std::move(all);
  find_places();
}

void EditedText::find_places() {
  places_.clear();
  for (const Replacement& one : replaced_) {
    const std::size_t before = places_.size();
    const std::size_t begin =
        before == 0 ? one.begin : places_.back().end + one.begin - replaced_[before - 1].end;
    places_.push_back({begin, begin + one.text.size()});
  }
}

std::size_t EditedText::original_before(std::size_t next, std::size_t at) const {
  return next == 0 ? at : at - places_[next - 1].end + replaced_[next - 1].end;
}

std::size_t EditedText::original_offset(std::size_t offset) const {
  const auto after = std::ranges::upper_bound(places_, offset, {}, &Place::begin);
  const auto next = static_cast<std::size_t>(after - places_.begin());
  const bool is_new = next > 0 && offset < places_[next - 1].end;
  return is_new ? replaced_[next - 1].begin : original_before(next, offset);
}

std::size_t EditedText::original_line(std::size_t offset) const {
  const auto line = std::ranges::lower_bound(line_feeds_, original_offset(offset));
  return static_cast<std::size_t>(line - line_feeds_.begin());
}

}  // namespace ampslint
