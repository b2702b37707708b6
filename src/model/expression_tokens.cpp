#include "model/expression_tokens.hpp"

#include <fmt/core.h>

namespace ampslint {
namespace {

/// Followed by a '(', still not a function.
constexpr std::string_view operators =
    "AND AS BEGINS BETWEEN ENDS HINT IN IS LIKE MOD NAN NOT NULL OF OR WITH";

bool is_operator(std::string_view name) {
  const std::vector<std::string_view> all = words(operators);
  return std::ranges::any_of(
      all, [name](std::string_view word) { return equal_ignoring_case(word, name); });
}

class Lexer {
 public:
  explicit Lexer(std::string_view value) : value_(value) {}

  ExpressionTokens read() {
    while (!tokens_.fault && at_ < value_.size()) next();
    if (!tokens_.fault && !open_.empty()) fail(open_.back(), 1, "'{}' is not closed");
    return std::move(tokens_);
  }

 private:
  void fail(std::size_t begin, std::size_t length, fmt::format_string<std::string_view> message) {
    tokens_.fault = ValueFault{.message = fmt::format(message, value_.substr(begin, length)),
                               .begin = begin,
                               .length = length};
  }

  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < value_.size() ? value_[at_ + ahead] : '\0';
  }

  void add(TokenKind kind, std::size_t begin) {
    tokens_.all.push_back({kind, value_.substr(begin, at_ - begin)});
  }

  void next() {
    const char c = peek();
    if (is_xml_blank(c)) {
      ++at_;
    } else if (c == '\'' || c == '"') {
      read_literal(at_);
    } else if ((c == 'r' || c == 'R') && (peek(1) == '\'' || peek(1) == '"')) {
      ++at_;
      read_literal(at_ - 1);
    } else if (c == '[' || (c == '/' && !is_xml_blank(peek(1)) && peek(1) != '\0')) {
      read_identifier(at_);
    } else if (c >= '0' && c <= '9') {
      read_number();
    } else if (is_alphanumeric(c) || c == '_') {
      read_word();
    } else {
      read_sign();
    }
  }

  void read_literal(std::size_t begin) {
    const bool raw = begin != at_;
    const char quote = peek();
    for (++at_; at_ < value_.size() && peek() != quote; ++at_) {
      if (!raw && peek() == '\\' && at_ + 1 < value_.size()) ++at_;
    }
    if (at_ >= value_.size()) return fail(begin, raw ? 2 : 1, "the text after {} has no end");
    ++at_;
    add(TokenKind::literal, begin);
  }

  /// `/a/b[0]`, `[/odd name]`, `[orders]./id`, `[json].[orders]./id`.
  void read_identifier(std::size_t begin) {
    constexpr std::string_view ends = " \t\r\n,()=<>!*+%'\"";
    while (at_ < value_.size() && ends.find(peek()) == ends.npos) {
      if (peek() == '[') {
        const std::size_t close = value_.find(']', at_);
        if (close == value_.npos) return fail(at_, 1, "'{}' is not closed");
        at_ = close;
      }
      ++at_;
    }
    add(TokenKind::identifier, begin);
  }

  void read_number() {
    const std::size_t begin = at_;
    while (is_alphanumeric(peek()) || peek() == '.') {
      const bool exponent = (peek() == 'e' || peek() == 'E') && (peek(1) == '-' || peek(1) == '+');
      at_ += exponent ? 2 : 1;
    }
    add(TokenKind::number, begin);
  }

  void read_word() {
    const std::size_t begin = at_;
    while (is_alphanumeric(peek()) || peek() == '_') ++at_;
    // A topic without brackets stands before its field.
    if (peek() == '.' && (peek(1) == '/' || peek(1) == '[')) return read_identifier(begin);
    const std::string_view word = value_.substr(begin, at_ - begin);
    std::size_t after = at_;
    while (after < value_.size() && is_xml_blank(value_[after])) ++after;
    const bool called = after < value_.size() && value_[after] == '(';
    const bool function = called && !is_operator(word);
    add(function ? TokenKind::function : TokenKind::word, begin);
  }

  void read_sign() {
    const char c = peek();
    const std::size_t begin = at_;
    if (c == '(') open_.push_back(at_);
    if (c == ')') {
      if (open_.empty()) return fail(at_, 1, "'{}' closes nothing");
      open_.pop_back();
    }
    // Quotes and dashes of printed pages, pasted.
    for (const std::string_view printed : {"‘", "’", "“", "”", "–", "—", "ˆ"}) {
      if (!value_.substr(at_).starts_with(printed)) continue;
      return fail(at_, printed.size(), "'{}' has no meaning in an expression: it is typographic");
    }
    ++at_;
    const bool two =
        (peek() == '=' && std::string_view("=<>!").find(c) != std::string_view::npos) ||
        (c == '<' && peek() == '>');
    if (two) ++at_;
    add(TokenKind::sign, begin);
  }

  std::string_view value_;
  std::size_t at_ = 0;
  std::vector<std::size_t> open_;
  ExpressionTokens tokens_;
};

}  // namespace

ExpressionTokens read_tokens(std::string_view expression) { return Lexer(expression).read(); }

}  // namespace ampslint
