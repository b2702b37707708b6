#include "base/regex.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.hpp"

namespace ampslint {
namespace {

constexpr std::size_t longest_pattern = 16'384;
/// Of one match.
constexpr std::uint64_t most_steps = 100'000;
constexpr std::uint32_t most_kilobytes = 1024;
/// An item of a pattern may go over many bytes at once; so many of them count as a step.
constexpr std::uint64_t bytes_a_step = 16;

using Code = std::unique_ptr<pcre2_code, void (*)(pcre2_code*)>;

PCRE2_SPTR bytes_of(std::string_view text) { return reinterpret_cast<PCRE2_SPTR>(text.data()); }

/// A compiled pattern, or what was wrong.
struct Compiled {
  Code code{nullptr, pcre2_code_free};
  int error = 0;
  PCRE2_SIZE at = 0;
};

Compiled compile_pattern(std::string_view text, std::uint32_t options) {
  Compiled made;
  made.code.reset(
      pcre2_compile(bytes_of(text), text.size(), options, &made.error, &made.at, nullptr));
  return made;
}

/// The steps of one match, which PCRE reports as it comes to the items of the pattern.
struct Steps {
  const RegexBudget& budget;
  std::uint64_t taken = 0;
  std::uint64_t spent = 0;  ///< so many of them
  PCRE2_SIZE position = 0;

  /// False where there must be no more.
  bool spend() { return taken <= most_steps && budget.spend(taken - std::exchange(spent, taken)); }
};

int count_step(pcre2_callout_block* block, void* data) {
  constexpr std::uint64_t together = 256;
  Steps& steps = *static_cast<Steps*>(data);
  const auto [low, high] = std::minmax(steps.position, block->current_position);
  steps.position = block->current_position;
  steps.taken += 1 + (high - low) / bytes_a_step;
  const bool may_go_on = steps.taken - steps.spent < together || steps.spend();
  return may_go_on ? 0 : PCRE2_ERROR_CALLOUT;
}

}  // namespace

std::optional<PatternFault> pattern_fault(std::string_view text) {
  if (text.size() > longest_pattern) return PatternFault{.message = "it is too long"};
  const Compiled made = compile_pattern(text, 0);
  if (made.code) return std::nullopt;
  PatternFault fault{.message = {}, .at = std::min<std::size_t>(made.at, text.size())};
  std::array<PCRE2_UCHAR, 256> message{};
  const int length = pcre2_get_error_message(made.error, message.data(), message.size());
  if (length > 0) fault.message.assign(message.begin(), message.begin() + length);
  return fault;
}

std::optional<Pattern> Pattern::compile(std::string_view text, const RegexBudget& budget) {
  if (text.size() > longest_pattern) return std::nullopt;
  if (!budget.spend(1 + text.size())) return Pattern(nullptr, {}, budget);
  Compiled made = compile_pattern(text, PCRE2_AUTO_CALLOUT);
  constexpr int too_large = 120;
  if (made.error == too_large) {
    // That is found out when it has been compiled in part.
    constexpr std::uint64_t cost = 4096;
    const bool may_go_on = budget.spend(cost);
    if (!may_go_on || compile_pattern(text, 0).code) return Pattern(nullptr, {}, budget);
  }
  if (!made.code) return std::nullopt;
  // Few characters can stand for a large pattern, which takes time and memory.
  std::size_t size = 0;
  pcre2_pattern_info(made.code.get(), PCRE2_INFO_SIZE, &size);
  constexpr std::size_t compiled_bytes_a_step = 4;
  if (!budget.spend(size / compiled_bytes_a_step)) return Pattern(nullptr, {}, budget);
  return Pattern(std::shared_ptr<const void>(std::move(made.code)), required_literal(text), budget);
}

std::optional<bool> Pattern::matches(std::string_view subject) const {
  if (!code_ || !budget_->spend(1)) return std::nullopt;
  if (subject.find(required_) == std::string_view::npos) return false;
  // To begin a match takes longer than most of its steps.
  constexpr std::uint64_t beginning = 8;
  if (!budget_->spend(beginning + subject.size() / bytes_a_step)) return std::nullopt;
  const auto* code = static_cast<const pcre2_code*>(code_.get());
  const std::unique_ptr<pcre2_match_context, void (*)(pcre2_match_context*)> limits(
      pcre2_match_context_create(nullptr), pcre2_match_context_free);
  Steps steps{.budget = *budget_};
  pcre2_set_callout(limits.get(), count_step, &steps);
  // For what no item is reported of.
  pcre2_set_match_limit(limits.get(), most_steps);
  pcre2_set_heap_limit(limits.get(), most_kilobytes);
  const std::unique_ptr<pcre2_match_data, void (*)(pcre2_match_data*)> data(
      pcre2_match_data_create(1, nullptr), pcre2_match_data_free);
  const int found =
      pcre2_match(code, bytes_of(subject), subject.size(), 0, 0, data.get(), limits.get());
  steps.spend();
  if (found == PCRE2_ERROR_NOMATCH) return false;
  if (found < 0) return std::nullopt;
  return true;
}

bool is_literal(std::string_view pattern) {
  return pattern.find_first_of("\\^$.|?*+()[]{}") == std::string_view::npos;
}

std::string required_literal(std::string_view pattern) {
  if (pattern.find('|') != std::string_view::npos) return {};
  std::string longest;
  std::string run;
  const auto end_run = [&] {
    if (run.size() > longest.size()) longest = run;
    run.clear();
  };
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    char c = pattern[at];
    // What follows these is not read: it only asks for more.
    const bool escapes = c == '\\';
    const bool is_escaped_sign =
        escapes && at + 1 < pattern.size() && !is_alphanumeric(pattern[at + 1]);
    if (c == '(' || c == '[' || c == '{' || (escapes && !is_escaped_sign)) {
      // Behind `{`, a comment or a lone `\E` a quantifier would be of the last character.
      if (c != '[' && !run.empty()) run.pop_back();
      break;
    }
    if (is_escaped_sign) {
      c = pattern[++at];
    } else if (c == '*' || c == '?') {
      if (!run.empty()) run.pop_back();
      end_run();
      continue;
    } else if (c == '+' || c == '.' || c == '^' || c == '$') {
      end_run();
      continue;
    }
    run += c;
  }
  end_run();
  return longest;
}

}  // namespace ampslint
