#include "scan/concatenation.hpp"

#include <algorithm>
#include <string>

#include "base/ascii.hpp"

namespace ampslint {
namespace {

constexpr std::size_t longest_operand = 256;
constexpr std::size_t most_operands = 24;

bool is_operand_character(char c) {
  return is_alphanumeric(c) || c == '_' || c == '.' || c == '(' || c == ')' || c == '[' || c == ']';
}

/// The closing quote of the literal that begins at `at`; `npos` where its line ends before.
std::size_t literal_end(std::string_view text, std::size_t at) {
  const std::size_t limit = std::min(text.size(), at + longest_operand);
  for (std::size_t end = at + 1; end < limit && text[end] != '\n'; ++end) {
    if (text[end] == text[at]) return end;
    if (text[end] == '\\') ++end;
  }
  return npos;
}

/// The end of the expression that begins at `at`, without blanks behind it.
std::size_t expression_end(std::string_view text, std::size_t at) {
  const std::size_t limit = std::min(text.size(), at + longest_operand);
  std::size_t depth = 0;
  std::size_t end = at;
  for (; end < limit; ++end) {
    const char c = text[end];
    if (c == '(' || c == '[' || c == '{') ++depth;
    if ((c == ')' || c == ']' || c == '}') && depth-- == 0) break;
    if (depth == 0 &&
        (std::string_view("+;,\n\"'`").find(c) != npos || text.substr(end).starts_with("<<"))) {
      break;
    }
  }
  while (end > at && (text[end - 1] == ' ' || text[end - 1] == '\t' || text[end - 1] == '\r'))
    --end;
  return end;
}

/// Behind a `+` or `<<`; `npos` where there is npos, nor need be one.
std::size_t behind_operator(std::string_view text, std::size_t at, Language language) {
  const std::size_t begin = at;
  at = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
  const std::string_view rest = text.substr(at, 2);
  if (rest == "<<") return at + 2;
  if (rest.starts_with('+') && rest != "++" && rest != "+=") return at + 1;
  const std::size_t line_feed = text.substr(begin, at - begin).find('\n');
  const bool adjacent =
      language == Language::cpp || (language == Language::python && line_feed == npos);
  return adjacent && rest.starts_with('"') ? at : npos;
}

void add_operand(std::string_view text, std::size_t begin, std::size_t end, ValueBuilder& builder) {
  const std::string_view operand = text.substr(begin, end - begin);
  if (is_digits(operand)) {
    builder.add(begin, end, Escapes::none);
  } else if (std::ranges::all_of(operand, is_operand_character)) {
    builder.add_instead(begin, end, "{" + std::string(operand) + "}");
  } else {
    builder.add_instead(begin, end, "{expression}");
  }
}

}  // namespace

std::optional<std::size_t> join_operands(std::string_view text, std::size_t at, Language language,
                                         ValueBuilder& builder) {
  std::optional<std::size_t> last;
  for (std::size_t count = 0; count < most_operands; ++count) {
    const std::size_t behind = behind_operator(text, at, language);
    const std::size_t begin = behind == npos ? npos : text.find_first_not_of(" \t\r\n", behind);
    if (begin == npos) return last;
    if (text[begin] == '"' || text[begin] == '\'') {
      const std::size_t close = literal_end(text, begin);
      if (close == npos) return last;
      builder.add(begin + 1, close, Escapes::backslash);
      last = close;
      at = close + 1;
    } else {
      const std::size_t end = expression_end(text, begin);
      if (end == begin) return last;
      add_operand(text, begin, end, builder);
      last = at = end;
    }
  }
  return last;
}

}  // namespace ampslint
