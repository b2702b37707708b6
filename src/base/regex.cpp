#include "base/regex.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <array>

namespace ampslint {
namespace {

constexpr std::size_t longest_pattern = 16'384;
constexpr std::uint32_t most_steps = 100'000;
constexpr std::uint32_t most_kilobytes = 1024;

PCRE2_SPTR bytes_of(std::string_view text) { return reinterpret_cast<PCRE2_SPTR>(text.data()); }

}  // namespace

std::optional<Pattern> Pattern::compile(std::string_view text, PatternFault& fault) {
  if (text.size() > longest_pattern) {
    fault.message = "it is too long";
    return std::nullopt;
  }
  int code = 0;
  PCRE2_SIZE at = 0;
  pcre2_code* compiled = pcre2_compile(bytes_of(text), text.size(), 0, &code, &at, nullptr);
  if (compiled == nullptr) {
    std::array<PCRE2_UCHAR, 256> message{};
    const int length = pcre2_get_error_message(code, message.data(), message.size());
    if (length > 0) fault.message.assign(message.begin(), message.begin() + length);
    fault.at = std::min<std::size_t>(at, text.size());
    return std::nullopt;
  }
  return Pattern(std::shared_ptr<const void>(
      compiled, [compiled](const void*) { pcre2_code_free(compiled); }));
}

std::optional<bool> Pattern::matches(std::string_view subject) const {
  const auto* code = static_cast<const pcre2_code*>(code_.get());
  const std::unique_ptr<pcre2_match_context, void (*)(pcre2_match_context*)> limits(
      pcre2_match_context_create(nullptr), pcre2_match_context_free);
  pcre2_set_match_limit(limits.get(), most_steps);
  pcre2_set_heap_limit(limits.get(), most_kilobytes);
  const std::unique_ptr<pcre2_match_data, void (*)(pcre2_match_data*)> data(
      pcre2_match_data_create(1, nullptr), pcre2_match_data_free);
  const int found =
      pcre2_match(code, bytes_of(subject), subject.size(), 0, 0, data.get(), limits.get());
  if (found == PCRE2_ERROR_NOMATCH) return false;
  if (found < 0) return std::nullopt;
  return true;
}

bool is_literal(std::string_view pattern) {
  return pattern.find_first_of("\\^$.|?*+()[]{}") == std::string_view::npos;
}

}  // namespace ampslint
