#include "report/fingerprint.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <unordered_map>

#include "base/utf8.hpp"

namespace ampslint {
namespace {

constexpr std::size_t window_size = 100;  // UTF-16 units that one hash takes in
constexpr std::uint64_t factor = 37;
constexpr char32_t end_mark = 65535;
constexpr char32_t replacement = 0xFFFD;  // for what is not UTF-8, as in browsers

constexpr std::uint64_t factor_to_the_window_size() {
  std::uint64_t power = 1;
  for (std::size_t i = 0; i < window_size; ++i) power *= factor;
  return power;
}

/// What a hash takes in of a line: the units from its start on, until the window is full.
struct SourceLine {
  std::uint64_t number = 0;
  std::uint64_t start = 0;  ///< the number of its first unit
};

/// Hashes every line of a text in one go. A hash is known when the window has moved on by its size.
class Hasher {
 public:
  /// `secrets` are sorted.
  Hasher(std::string_view text, const std::vector<Range>& secrets)
      : text_(text), secrets_(secrets) {}

  /// Calls `report(line, hash, secret)` for each line in order.
  template <typename Report>
  void run(const Report& report);

 private:
  void begin_line() { open_.push_back({.number = ++lines_, .start = units_}); }
  bool is_secret(std::size_t offset);
  template <typename Report>
  void push(char32_t unit, const Report& report);

  std::string_view text_;
  const std::vector<Range>& secrets_;
  std::size_t next_secret_ = 0;
  std::array<std::uint64_t, window_size> window_{};
  std::uint64_t hash_ = 0;
  std::uint64_t units_ = 0;         ///< that went through the window
  std::uint64_t secret_until_ = 0;  ///< the last secret unit stands before this one
  std::uint64_t lines_ = 0;
  std::deque<SourceLine> open_;  ///< lines whose hash is not yet known
};

bool Hasher::is_secret(std::size_t offset) {
  while (next_secret_ < secrets_.size() && secrets_[next_secret_].end <= offset) ++next_secret_;
  return next_secret_ < secrets_.size() && secrets_[next_secret_].begin <= offset;
}

template <typename Report>
void Hasher::push(char32_t unit, const Report& report) {
  constexpr std::uint64_t leaving = factor_to_the_window_size();
  std::uint64_t& slot = window_.at(units_ % window_size);
  hash_ = hash_ * factor + unit - leaving * slot;
  slot = unit;
  ++units_;
  if (open_.empty() || open_.front().start + window_size != units_) return;
  report(open_.front().number, hash_, secret_until_ > open_.front().start);
  open_.pop_front();
}

template <typename Report>
void Hasher::run(const Report& report) {
  bool at_line_start = true;
  for (std::size_t at = 0; at < text_.size();) {
    const bool secret = is_secret(at);
    const CodePoint next = code_point_at(text_, at);
    char32_t c = next.value == not_utf8_value ? replacement : next.value;
    at += next.bytes;
    if (c == ' ' || c == '\t') continue;
    if (c == '\n' && at >= 2 && text_[at - 2] == '\r') continue;
    if (c == '\r') c = '\n';
    if (at_line_start) begin_line();
    at_line_start = c == '\n';
    if (secret) secret_until_ = units_ + 1;
    if (c > 0xFFFF) {
      push(0xD800 + ((c - 0x10000) >> 10U), report);
      if (secret) secret_until_ = units_ + 1;
      c = 0xDC00 + ((c - 0x10000) & 0x3FFU);
    }
    push(c, report);
  }
  if (at_line_start) begin_line();
  push(end_mark, report);
  while (!open_.empty()) push(0, report);
}

}  // namespace

// Two passes, so that only the lines asked for are kept: a file may have millions.
LineHashes::LineHashes(std::string_view text, std::vector<Range> secrets,
                       std::vector<std::uint32_t> lines) {
  std::ranges::sort(secrets, {}, &Range::begin);
  std::ranges::sort(lines);
  const auto is_wanted = [&lines](std::uint64_t line) {
    return std::ranges::binary_search(lines, line);
  };
  std::unordered_map<std::uint64_t, std::uint32_t> occurrences;
  Hasher(text, secrets).run([&](std::uint64_t line, std::uint64_t hash, bool) {
    if (is_wanted(line)) occurrences.emplace(hash, 0);
  });
  Hasher(text, secrets).run([&](std::uint64_t line, std::uint64_t hash, bool secret) {
    const auto found = occurrences.find(hash);
    if (found == occurrences.end()) return;
    ++found->second;
    if (secret || !is_wanted(line)) return;
    hashes_.emplace(static_cast<std::uint32_t>(line), fmt::format("{:x}:{}", hash, found->second));
  });
}

std::string LineHashes::at(std::uint32_t line) const {
  const auto found = hashes_.find(line);
  return found == hashes_.end() ? std::string() : found->second;
}

std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return hash;
}

}  // namespace ampslint
