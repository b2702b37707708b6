#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/ascii.hpp"
#include "model/value.hpp"

namespace ampslint {

enum class TokenKind : std::uint8_t { identifier, function, word, literal, number, sign };

struct ExpressionToken {
  TokenKind kind;
  std::string_view text;  ///< a part of the value; of a literal, with its quotes
};

struct ExpressionTokens {
  std::vector<ExpressionToken> all;
  std::optional<ValueFault> fault;
};

inline bool is_word(const ExpressionToken& token, std::string_view word) {
  return token.kind == TokenKind::word && equal_ignoring_case(token.text, word);
}
inline bool is_sign(const ExpressionToken& token, char sign) {
  return token.kind == TokenKind::sign && token.text.front() == sign;
}

/// Cuts an expression into its tokens, or says why that cannot be done. It takes what it does not
/// know for a sign.
ExpressionTokens read_tokens(std::string_view expression);

}  // namespace ampslint
