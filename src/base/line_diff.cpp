#include "base/line_diff.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <utility>

#include "base/utf8.hpp"

namespace ampslint {
namespace {

/// Added and deleted lines that are found one by one: the memory for it grows with their square.
constexpr int most_differences = 1000;
/// Lines between the first and the last difference: more are not compared.
constexpr std::ptrdiff_t most_lines = 4'000'000;

/// With its line feed. The text is not empty.
std::string_view first_line(std::string_view text) {
  return text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
}

std::string_view last_line(std::string_view text) {
  const std::size_t before =
      text.size() < 2 ? std::string_view::npos : text.rfind('\n', text.size() - 2);
  return text.substr(before + 1);
}

std::string_view without_line_end(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// Removes the lines that both texts begin with, and returns their number.
std::uint32_t drop_common_start(std::string_view& a, std::string_view& b) {
  std::uint32_t count = 0;
  for (; !a.empty() && !b.empty(); ++count) {
    const std::string_view of_a = first_line(a);
    const std::string_view of_b = first_line(b);
    if (without_line_end(of_a) != without_line_end(of_b)) break;
    a.remove_prefix(of_a.size());
    b.remove_prefix(of_b.size());
  }
  return count;
}

void drop_common_end(std::string_view& a, std::string_view& b) {
  while (!a.empty() && !b.empty()) {
    const std::string_view of_a = last_line(a);
    const std::string_view of_b = last_line(b);
    if (without_line_end(of_a) != without_line_end(of_b)) break;
    a.remove_suffix(of_a.size());
    b.remove_suffix(of_b.size());
  }
}

std::ptrdiff_t count_lines(std::string_view text) {
  return std::ranges::count(text, '\n') + (text.empty() || text.ends_with('\n') ? 0 : 1);
}

struct HashedLine {
  std::string_view text;
  std::size_t hash = 0;
};

std::vector<HashedLine> hashed_lines(std::string_view text) {
  std::vector<HashedLine> lines;
  while (!text.empty()) {
    const std::string_view line = first_line(text);
    const std::string_view bare = without_line_end(line);
    lines.push_back({bare, std::hash<std::string_view>{}(bare)});
    text.remove_prefix(line.size());
  }
  return lines;
}

/// The greedy algorithm of E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986).
/// `x` counts lines of `before`, `y` those of `now`, and a diagonal has the number `x - y`.
class LineDiff {
 public:
  LineDiff(std::string_view before, std::string_view now)
      : before_(hashed_lines(before)),
        now_(hashed_lines(now)),
        work_(1'000'000 + 8 * (before.size() + now.size())) {}

  /// The lines of `now` that are added, the last first, from 0; nothing where it takes too long.
  std::optional<std::vector<int>> added() {
    const int x_end = static_cast<int>(before_.size());
    const int y_end = static_cast<int>(now_.size());
    for (int d = 0; d <= most_differences; ++d) {
      farthest_.emplace_back(static_cast<std::size_t>(d) + 1);
      for (int k = -d; k <= d; k += 2) {
        const int begin = d == 0 ? 0 : step(d, k).second;
        const int x = slide(begin, begin - k);
        spend(1);
        if (work_ == 0) return std::nullopt;
        at(d, k) = x;
        if (x == x_end && x - k == y_end) return backtrack(d);
      }
    }
    return std::nullopt;
  }

 private:
  /// How far `d` differences lead on a diagonal: `-d`, `-d + 2` … `d` are reached.
  int& at(int d, int k) {
    return farthest_[static_cast<std::size_t>(d)][static_cast<std::size_t>((k + d) / 2)];
  }

  /// The diagonal from which the last of `d` differences led to this one, and where it led.
  std::pair<int, int> step(int d, int k) {
    const bool adds = k == -d || (k != d && at(d - 1, k - 1) < at(d - 1, k + 1));
    if (adds) return {k + 1, at(d - 1, k + 1)};
    return {k - 1, at(d - 1, k - 1) + 1};
  }

  /// Goes along equal lines.
  int slide(int x, int y) {
    while (x < static_cast<int>(before_.size()) && y < static_cast<int>(now_.size()) &&
           same(before_[static_cast<std::size_t>(x)], now_[static_cast<std::size_t>(y)])) {
      ++x;
      ++y;
    }
    return x;
  }

  bool same(const HashedLine& a, const HashedLine& b) {
    const bool alike = a.hash == b.hash;  // lines can be made that have the same hash
    spend(1 + (alike ? a.text.size() : 0));
    return work_ > 0 && alike && a.text == b.text;
  }

  void spend(std::size_t work) { work_ -= std::min(work_, work); }

  std::vector<int> backtrack(int d) {
    std::vector<int> added;
    int k = static_cast<int>(before_.size()) - static_cast<int>(now_.size());
    for (; d > 0; --d) {
      const auto [from, x] = step(d, k);
      if (from > k) added.push_back(x - k - 1);
      k = from;
    }
    return added;
  }

  std::vector<HashedLine> before_;
  std::vector<HashedLine> now_;
  std::vector<std::vector<int>> farthest_;
  std::size_t work_;  ///< that may still be done: lines compared, and the bytes of equal ones
};

/// `added` has the last line first.
std::vector<LineRange> ranges_of(const std::vector<int>& added, std::uint32_t first) {
  std::vector<LineRange> ranges;
  for (std::size_t i = added.size(); i-- > 0;) {
    const std::uint32_t line = first + static_cast<std::uint32_t>(added[i]);
    if (ranges.empty() || ranges.back().last + 1 != line) ranges.push_back({line, line});
    ranges.back().last = line;
  }
  return ranges;
}

}  // namespace

std::vector<LineRange> changed_lines(std::string_view before, std::string_view now) {
  before = without_byte_order_mark(before);
  now = without_byte_order_mark(now);
  const std::uint32_t first = 1 + drop_common_start(before, now);
  drop_common_end(before, now);
  const std::ptrdiff_t old_lines = count_lines(before);
  const std::ptrdiff_t new_lines = count_lines(now);
  if (new_lines == 0) return {};
  const LineRange all{first, first + static_cast<std::uint32_t>(new_lines) - 1};
  if (old_lines == 0) return {all};
  const bool few = std::max(old_lines, new_lines) <= most_lines &&
                   std::max(old_lines, new_lines) - std::min(old_lines, new_lines) <=
                       std::ptrdiff_t{most_differences};
  const auto added = few ? LineDiff(before, now).added() : std::nullopt;
  return added ? ranges_of(*added, first) : std::vector{all};
}

}  // namespace ampslint
