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

/// What joins texts in PHP, Perl, Lua, Basic and SQL, where that is the language.
bool is_other_operator(std::string_view rest, Language language) {
  if (language != Language::unknown && language != Language::csharp) return false;
  return rest.starts_with("..") || rest.starts_with("||") || rest.starts_with(". ") ||
         rest.starts_with(".$") || rest.starts_with("& ");
}

/// The end of the expression that begins at `at`, without blanks behind it.
std::size_t expression_end(std::string_view text, std::size_t at, Language language) {
  const std::size_t limit = std::min(text.size(), at + longest_operand);
  std::size_t depth = 0;
  std::size_t end = at;
  for (; end < limit; ++end) {
    const char c = text[end];
    if (c == '(' || c == '[' || c == '{') ++depth;
    if ((c == ')' || c == ']' || c == '}') && depth-- == 0) break;
    if (depth == 0 &&
        (std::string_view("+;,\n\"'`").find(c) != npos || text.substr(end).starts_with("<<") ||
         is_other_operator(text.substr(end, 3), language))) {
      break;
    }
  }
  while (end > at && (text[end - 1] == ' ' || text[end - 1] == '\t' || text[end - 1] == '\r'))
    --end;
  return end;
}

/// Behind the blanks, comments and ends of lines at `at`. `lines`: how many of them end there,
/// those that a backslash goes on behind left out.
std::size_t behind_blanks(std::string_view text, std::size_t at, Language language, int& lines) {
  const std::string_view comment = language == Language::python ? "#" : "//";
  while (at < text.size()) {
    if (text.substr(at).starts_with("\\\n") || text.substr(at).starts_with("\\\r\n")) {
      at = text.find('\n', at) + 1;
    } else if (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n') {
      if (text[at++] == '\n') ++lines;
    } else if (text.substr(at).starts_with(comment)) {
      at = std::min(text.find('\n', at), text.size());
    } else {
      break;
    }
  }
  return at;
}

/// The opening quote of the literal that begins at `at` with letters of its kind (`f"`, `u8"`);
/// `npos` where none does.
std::size_t opening_quote(std::string_view text, std::size_t at, Language language) {
  std::size_t quote = at;
  while (quote < text.size() && quote - at < 3 && is_alphanumeric(text[quote])) ++quote;
  if (quote >= text.size()) return npos;
  const bool single = text[quote] == '\'' && language == Language::python;
  return text[quote] == '"' || single ? quote : npos;
}

/// `"tcp://" HOST ":9007/amps/json"`: a macro, between literals of C.
bool is_macro(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && ((text[end] >= 'A' && text[end] <= 'Z') || text[end] == '_' ||
                               (end > at && is_alphanumeric(text[end])))) {
    ++end;
  }
  return end > at + 1 &&
         text.substr(std::min(text.find_first_not_of(" \t", end), text.size())).starts_with('"');
}

/// Whether the literal that ends before `at` is all that a string is made of: `std::string("a")`.
bool is_converted(std::string_view text, std::size_t at) {
  if (at < 3 || at >= text.size() || text[at] != ')') return false;
  if (text[at - 1] != '"' && text[at - 1] != '\'') return false;
  const std::string_view before = text.substr(0, at - 1);
  const std::string_view literal = before.substr(at > longest_operand ? at - longest_operand : 0);
  const std::size_t open = literal.rfind(text[at - 1]);
  return open != npos && before.substr(0, at - 1 - (literal.size() - open)).ends_with("tring(");
}

/// Behind a `+`, `<<`, or what else joins in a language; `npos` where there is none, nor need be
/// one.
std::size_t behind_operator(std::string_view text, std::size_t at, Language language,
                            bool in_brackets) {
  int lines = 0;
  at = behind_blanks(text, is_converted(text, at) ? at + 1 : at, language, lines);
  const std::string_view rest = text.substr(at, 3);
  if (rest.starts_with("<<")) return at + 2;
  if (rest.starts_with('+') && !rest.starts_with("++") && !rest.starts_with("+=")) return at + 1;
  if (is_other_operator(rest, language)) {
    return at + (rest.starts_with("..") || rest.starts_with("||") ? 2 : 1);
  }
  const bool adjacent =
      language == Language::cpp || (language == Language::python && (lines == 0 || in_brackets));
  if (!adjacent) return npos;
  const bool macro = language == Language::cpp && is_macro(text, at);
  return macro || opening_quote(text, at, language) != npos ? at : npos;
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
                                         bool in_brackets, ValueBuilder& builder) {
  std::optional<std::size_t> last;
  for (std::size_t count = 0; count < most_operands; ++count) {
    const std::size_t behind = behind_operator(text, at, language, in_brackets);
    int lines = 0;
    const std::size_t begin = behind == npos ? npos : behind_blanks(text, behind, language, lines);
    if (begin == npos || begin >= text.size()) return last;
    std::size_t quote = opening_quote(text, begin, language);
    if (text[begin] == '\'') quote = begin;
    if (quote != npos) {
      const std::size_t close = literal_end(text, quote);
      if (close == npos) return last;
      builder.add(quote + 1, close, Escapes::backslash);
      last = close;
      at = close + 1;
    } else {
      const std::size_t end = language == Language::cpp && is_macro(text, begin)
                                  ? begin + text.substr(begin).find_first_of(" \t\"")
                                  : expression_end(text, begin, language);
      if (end == begin) return last;
      add_operand(text, begin, end, builder);
      last = at = end;
    }
  }
  return last;
}

}  // namespace ampslint
