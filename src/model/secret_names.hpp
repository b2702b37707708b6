#pragma once

#include <string_view>

namespace ampslint {

/// Whether an option or element of that name holds a secret itself (`Password`, not
/// `PasswordFile`).
bool is_secret_name(std::string_view name);

/// Whether a word that makes a name secret may begin with these letters (or holds them): to pass
/// over other text quickly.
constexpr bool may_begin_secret_word(char first, char second) {
  constexpr char to_lower = 0x20;
  const char next = static_cast<char>(second | to_lower);
  switch (first | to_lower) {
    case 'p':
      return next == 'a' || next == 'w' || next == 's';
    case 's':
    case 'b':
      return next == 'e';
    case 'k':
      return next == 'e' || next == 'i';
    case 't':
      return next == 'o';
    case 'c':
      return next == 'r';
    case 'a':
      return next == 'u';
    case 'j':
      return next == 'w';
    default:
      return false;
  }
}

}  // namespace ampslint
