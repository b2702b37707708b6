#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ampslint::xpath {

enum class TokenKind : std::uint8_t { name, literal, number, variable, sign, end };

/// A part of an expression, as XPath 1.0 has them (section 3.7).
struct Token {
  TokenKind kind = TokenKind::end;
  std::string_view text;  ///< of a literal, without its quotes
  std::size_t at = 0;
  bool is_operator = false;  ///< of names and `*`, which can be either

  bool is(std::string_view sign) const { return kind == TokenKind::sign && text == sign; }
};

/// The tokens of an expression, the last of them its end.
std::vector<Token> tokens_of(std::string_view expression);

/// What is wrong with an expression, and at which of its bytes.
struct Fault {
  std::size_t at = 0;
  std::string what;
};

/// `text()`, `node()` and their like: what an element's name never is before a bracket.
bool is_node_type(std::string_view name);

/// What an expression uses that there is not: variables, and functions beyond XPath 1.0.
std::optional<Fault> unknown_name(const std::vector<Token>& tokens);

/// The names that elements are tested for, in order.
std::vector<Token> tested_names(const std::vector<Token>& tokens);

}  // namespace ampslint::xpath
