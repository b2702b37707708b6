#include "base/edited_text.hpp"

#include <algorithm>
#include <ranges>

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

void EditedText::apply(const std::vector<Replacement>& replacements) {
  // From the back, so that the offsets of those to come stay right.
  for (const Replacement& one : std::views::reverse(replacements)) apply(one);
}

void EditedText::apply(const Replacement& replacement) {
  // How much further a byte stands now than in the original; wraps, as sums of sizes may.
  std::size_t shift = 0;
  const auto begin_now = [&shift](const Replacement& old) { return old.begin + shift; };
  const auto end_now = [&](const Replacement& old) { return begin_now(old) + old.text.size(); };
  const auto pass = [&shift](const Replacement& old) {
    shift += old.text.size() - (old.end - old.begin);
  };
  auto first = replaced_.begin();
  for (; first != replaced_.end() && end_now(*first) < replacement.begin; ++first) pass(*first);
  Replacement merged{.begin = replacement.begin - shift, .end = 0, .text = replacement.text};
  std::string behind;
  auto last = first;
  if (first != replaced_.end() && begin_now(*first) < replacement.begin) {
    merged.begin = first->begin;
    merged.text.insert(0, first->text, 0, replacement.begin - begin_now(*first));
  }
  bool inside = false;
  for (; last != replaced_.end() && begin_now(*last) <= replacement.end; ++last) {
    inside = end_now(*last) > replacement.end;
    if (inside) behind = last->text.substr(replacement.end - begin_now(*last));
    merged.end = last->end;
    pass(*last);
  }
  if (!inside) merged.end = replacement.end - shift;
  merged.text += behind;
  replaced_.insert(replaced_.erase(first, last), std::move(merged));
}

std::size_t EditedText::original_offset(std::size_t offset) const {
  std::size_t shift = 0;
  for (const Replacement& one : replaced_) {
    if (offset < one.begin + shift) break;
    if (offset < one.begin + shift + one.text.size()) return one.begin;
    shift += one.text.size() - (one.end - one.begin);
  }
  return offset - shift;
}

}  // namespace ampslint
