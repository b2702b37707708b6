#include "base/suggest.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "base/ascii.hpp"

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

std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return follows(1) ? 2 : 0;
  if (lead >= 0xE0 && lead < 0xF0) {
    const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
    const bool surrogate = lead == 0xED && byte(1) >= 0xA0;
    return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (lead >= 0xF0 && lead < 0xF5) {
    const bool outside = (lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) >= 0x90);
    return follows(1) && follows(2) && follows(3) && !outside ? 4 : 0;
  }
  return 0;
}

/// C1 controls, bidirectional overrides and the like, which steer a terminal or hide text.
bool is_steering(std::string_view code_point) {
  if (code_point.size() == 2) return code_point[0] == '\xC2' && code_point[1] < '\xA0';
  if (code_point.size() != 3 || code_point[0] != '\xE2') return false;
  const auto second = static_cast<unsigned char>(code_point[1]);
  const auto third = static_cast<unsigned char>(code_point[2]);
  if (second == 0x80) return (third >= 0x8B && third <= 0x8F) || (third >= 0xA8 && third <= 0xAE);
  return second == 0x81 && third >= 0xA0 && third <= 0xAF;
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
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    const auto lead = static_cast<unsigned char>(text[0]);
    const bool control = lead < 0x20 || lead == 0x7F;
    if (length == 0 || control || is_steering(text.substr(0, length))) {
      for (const char c : text.substr(0, std::max<std::size_t>(length, 1))) {
        out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
      }
    } else {
      out.append(text.substr(0, length));
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

}  // namespace ampslint
