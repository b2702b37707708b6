#include "load/xml/xpath_tokens.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "base/printable.hpp"
#include "base/suggest.hpp"

namespace ampslint::xpath {
namespace {

constexpr std::string_view functions[] = {"last",
                                          "position",
                                          "count",
                                          "id",
                                          "local-name",
                                          "namespace-uri",
                                          "name",
                                          "string",
                                          "concat",
                                          "starts-with",
                                          "contains",
                                          "substring-before",
                                          "substring-after",
                                          "substring",
                                          "string-length",
                                          "normalize-space",
                                          "translate",
                                          "boolean",
                                          "not",
                                          "true",
                                          "false",
                                          "lang",
                                          "number",
                                          "sum",
                                          "floor",
                                          "ceiling",
                                          "round"};
constexpr std::string_view node_types[] = {"node", "text", "comment", "processing-instruction"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_of_number(char c) { return is_digit(c) || c == '.'; }
bool is_of_name(char c) {
  return is_alphanumeric(c) || c == '_' || c == '-' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool starts_name(char c) { return is_of_name(c) && !is_of_number(c) && c != '-'; }

std::size_t end_of(std::string_view text, std::size_t at, bool (*fits)(char)) {
  while (at < text.size() && fits(text[at])) ++at;
  return at;
}

/// A name, perhaps with a prefix: `a`, `a:b`, `a:*`.
std::size_t end_of_name(std::string_view text, std::size_t at) {
  at = end_of(text, at, is_of_name);
  if (at + 1 >= text.size() || text[at] != ':') return at;
  if (text[at + 1] == '*') return at + 2;
  return starts_name(text[at + 1]) ? end_of(text, at + 1, is_of_name) : at;
}

std::size_t end_of_sign(std::string_view text, std::size_t at) {
  constexpr std::string_view two[] = {"//", "..", "::", "!=", "<=", ">="};
  return at + (std::ranges::count(two, text.substr(at, 2)) != 0 ? 2 : 1);
}

Token token_at(std::string_view text, std::size_t at) {
  const char c = text[at];
  const auto until = [&](TokenKind kind, std::size_t end) {
    return Token{.kind = kind, .text = text.substr(at, end - at), .at = at};
  };
  if (c == '"' || c == '\'') {
    const std::size_t end = std::min(text.find(c, at + 1), text.size());
    return {.kind = TokenKind::literal, .text = text.substr(at + 1, end - at - 1), .at = at};
  }
  const bool fraction = c == '.' && at + 1 < text.size() && is_digit(text[at + 1]);
  if (is_digit(c) || fraction) {
    return until(TokenKind::number, end_of(text, at, is_of_number));
  }
  if (c == '$') return until(TokenKind::variable, end_of_name(text, at + 1));
  if (starts_name(c)) return until(TokenKind::name, end_of_name(text, at));
  return until(TokenKind::sign, end_of_sign(text, at));
}

std::size_t size_of(const Token& token) {
  return token.text.size() + (token.kind == TokenKind::literal ? 2 : 0);
}

/// Whether an operand ends with a token: a name or `*` behind it is an operator.
bool ends_operand(const Token& token) {
  if (token.is_operator) return false;
  return token.kind != TokenKind::sign || token.is(")") || token.is("]") || token.is(".") ||
         token.is("..") || token.is("*");
}

}  // namespace

std::vector<Token> tokens_of(std::string_view expression) {
  std::vector<Token> tokens;
  std::size_t at = 0;
  for (;;) {
    at = std::min(expression.find_first_not_of(" \t\r\n", at), expression.size());
    if (at == expression.size()) break;
    Token token = token_at(expression, at);
    const bool may_be = token.kind == TokenKind::name || token.is("*");
    token.is_operator = may_be && !tokens.empty() && ends_operand(tokens.back());
    tokens.push_back(token);
    at += size_of(token);
  }
  tokens.push_back({.kind = TokenKind::end, .text = {}, .at = expression.size()});
  return tokens;
}

bool is_node_type(std::string_view name) { return std::ranges::count(node_types, name) != 0; }

std::optional<Fault> unknown_name(const std::vector<Token>& tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.kind == TokenKind::variable) {
      return Fault{token.at, fmt::format("'{}' is not defined: there are no variables here",
                                         printable_start(token.text))};
    }
    if (token.kind != TokenKind::name || token.is_operator || !tokens[i + 1].is("(")) continue;
    if (is_node_type(token.text) || std::ranges::count(functions, token.text) != 0) continue;
    return Fault{token.at,
                 fmt::format("XPath 1.0 has no function '{}'{}", printable_start(token.text),
                             did_you_mean(token.text, functions))};
  }
  return std::nullopt;
}

std::vector<Token> tested_names(const std::vector<Token>& tokens) {
  std::vector<Token> names;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (tokens[i].kind != TokenKind::name || tokens[i].is_operator) continue;
    if (i > 0 && tokens[i - 1].is("@")) continue;
    if (!tokens[i + 1].is("(") && !tokens[i + 1].is("::")) names.push_back(tokens[i]);
  }
  return names;
}

}  // namespace ampslint::xpath
