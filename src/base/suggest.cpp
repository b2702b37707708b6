#include "base/suggest.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "base/ascii.hpp"
#include "base/printable.hpp"

namespace ampslint {
namespace {

constexpr std::size_t longest = 64;

/// Optimal string alignment distance in any case: a letter changed, added, lost, or two neighbours
/// swapped; `limit` where it is as much or more. Neither word is longer than twice `longest`.
std::size_t distance(std::string_view a, std::string_view b, std::size_t limit) {
  using Row = std::array<std::size_t, 2 * longest + 1>;
  std::array<Row, 3> rows;
  Row* before = rows.data();
  Row* row = before + 1;
  Row* next = before + 2;
  std::iota(row->begin(), row->begin() + b.size() + 1, std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t least = (*next)[0] = i;
    const char from = to_lower(a[i - 1]);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const char to = to_lower(b[j - 1]);
      const std::size_t change = from == to ? 0 : 1;
      std::size_t steps = std::min({(*row)[j] + 1, (*next)[j - 1] + 1, (*row)[j - 1] + change});
      if (i > 1 && j > 1 && from == to_lower(b[j - 2]) && to_lower(a[i - 2]) == to) {
        steps = std::min(steps, (*before)[j - 2] + 1);
      }
      (*next)[j] = steps;
      least = std::min(least, steps);
    }
    if (least >= limit) return limit;
    std::swap(before, row);
    std::swap(row, next);
  }
  return (*row)[b.size()];
}

/// The nearest candidate that is less than `best_distance` away.
std::string_view nearer_than(std::size_t best_distance, std::string_view word,
                             std::span<const std::string_view> candidates) {
  if (word.empty() || word.size() > longest) return {};
  std::string_view best;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() >= word.size() + best_distance) continue;
    if (word.size() >= candidate.size() + best_distance) continue;
    const std::size_t steps = distance(word, candidate, best_distance);
    const bool nothing_left = steps >= std::max(word.size(), candidate.size());
    if (steps < best_distance && !nothing_left) {
      best = candidate;
      best_distance = steps;
    }
  }
  return best;
}

}  // namespace

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
  return nearer_than(1 + std::max<std::size_t>(1, word.size() / 3), word, candidates);
}

std::string_view slip_of(std::string_view word, std::span<const std::string_view> candidates) {
  constexpr std::size_t short_word = 6;
  return nearer_than(word.size() < short_word ? 2 : 3, word, candidates);
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  const std::string_view near = nearest(word, candidates);
  return near.empty() ? std::string() : fmt::format("; did you mean '{}'?", near);
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const std::vector<std::string_view> views(candidates.begin(), candidates.end());
  return did_you_mean(word, views);
}

std::string unknown_word(std::string_view what, std::string_view word,
                         const std::vector<std::string>& known) {
  return fmt::format("unknown {} '{}'{} (one of {})", what, printable(word),
                     did_you_mean(word, known), fmt::join(known, ", "));
}

}  // namespace ampslint
