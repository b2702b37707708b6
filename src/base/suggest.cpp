#include "base/suggest.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace ampslint {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

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
    const char from = lower(a[i - 1]);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const char to = lower(b[j - 1]);
      const std::size_t change = from == to ? 0 : 1;
      std::size_t steps = std::min({(*row)[j] + 1, (*next)[j - 1] + 1, (*row)[j - 1] + change});
      if (i > 1 && j > 1 && from == lower(b[j - 2]) && lower(a[i - 2]) == to) {
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

/// C1 controls, bidirectional overrides and the like, which steer a terminal or hide text.
bool is_steering(char32_t c) {
  return (c >= 0x80 && c < 0xA0) || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F);
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

std::string to_lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

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

std::string printable(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto [value, bytes] = code_point_at(text, at);
    const std::string_view character = text.substr(at, bytes);
    at += bytes;
    if (value >= 0x20 && value != 0x7F && value != not_utf8_value && !is_steering(value)) {
      out.append(character);
      continue;
    }
    for (const char c : character) out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string printable_start(std::string_view text) {
  constexpr std::size_t longest = 60;
  if (text.size() <= longest) return printable(text);
  std::size_t end = longest;
  while (end > 0 && is_continuation(text[end])) --end;
  return printable(text.substr(0, end)) + "...";
}

}  // namespace ampslint
