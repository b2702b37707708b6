#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ampslint {

/// Why a text is not a regular expression, and the byte where it stops being one.
struct PatternFault {
  std::string message;
  std::size_t at = 0;
};

/// A regular expression as AMPS takes it (PCRE), within fixed limits of memory and time.
class Pattern {
 public:
  /// Nothing, with the reason in `fault`, where it is none.
  static std::optional<Pattern> compile(std::string_view text, PatternFault& fault);

  /// Whether it matches anywhere in the subject; nothing where that takes too long to find out.
  std::optional<bool> matches(std::string_view subject) const;

 private:
  explicit Pattern(std::shared_ptr<const void> code) : code_(std::move(code)) {}

  std::shared_ptr<const void> code_;
};

/// Without any of the characters that mean something in a pattern: it stands for itself.
bool is_literal(std::string_view pattern);

}  // namespace ampslint
