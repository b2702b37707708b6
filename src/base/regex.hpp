#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ampslint {

/// Why a text is not a regular expression, and the byte where it stops being one.
struct PatternFault {
  std::string message;
  std::size_t at = 0;
};

/// Nothing where the text is a regular expression.
std::optional<PatternFault> pattern_fault(std::string_view text);

/// What the regular expressions of a run may cost together: configurations hold as many as they
/// like, and apply them to as many texts. Several threads may spend it.
class RegexBudget {
 public:
  RegexBudget() = default;

  /// Takes so many steps; false where not so many are left.
  bool spend(std::uint64_t steps) const {
    const std::uint64_t before = spent_.fetch_add(steps, std::memory_order_relaxed);
    return before + steps <= most_steps;
  }
  bool used_up() const { return spent() > most_steps; }
  /// For another run.
  void renew() const { spent_.store(0, std::memory_order_relaxed); }
  std::uint64_t spent() const { return spent_.load(std::memory_order_relaxed); }

 private:
  static constexpr std::uint64_t most_steps = 50'000'000;

  mutable std::atomic<std::uint64_t> spent_ = 0;
};

/// A regular expression as AMPS takes it (PCRE), within fixed limits of memory and time.
class Pattern {
 public:
  /// Nothing where the text is none. What it costs comes out of the budget, which has to live as
  /// long; where that is used up, it is not known what the pattern matches.
  static std::optional<Pattern> compile(std::string_view text, const RegexBudget& budget);

  /// Whether it matches anywhere in the subject; nothing where that takes too long to find out.
  std::optional<bool> matches(std::string_view subject) const;

 private:
  Pattern(std::shared_ptr<const void> code, std::string required, const RegexBudget& budget)
      : code_(std::move(code)), required_(std::move(required)), budget_(&budget) {}

  std::shared_ptr<const void> code_;  ///< null: too costly
  std::string required_;              ///< a text that stands in all that it matches
  const RegexBudget* budget_;
};

/// Without any of the characters that mean something in a pattern: it stands for itself.
bool is_literal(std::string_view pattern);

/// A text that stands in everything that the pattern matches; empty where none is known.
std::string required_literal(std::string_view pattern);

}  // namespace ampslint
