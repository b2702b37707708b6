#pragma once

#include <string_view>

namespace ampslint {

/// Whether an option or element of that name holds a secret itself (`Password`, not
/// `PasswordFile`).
bool is_secret_name(std::string_view name);

/// Whether an attribute or a child of what has such a name may hold the secret: not a `type`, the
/// `name` of a user, or where it is.
bool may_hold_secret(std::string_view name);

/// Whether a word that makes a name secret may begin with these letters (or holds them): to pass
/// over other text quickly. The third is any that is no letter where a name ends before it.
constexpr bool may_begin_secret_word(char first, char second, char third) {
  constexpr char to_lower = 0x20;
  const auto lower = [](char c) { return static_cast<char>(c | to_lower); };
  const char next = lower(second);
  const char last = lower(third);
  switch (lower(first)) {
    case 'p':
      return (next == 'a' && last == 's') || next == 'w' || (next == 's' && last == 'k');
    case 's':
      return (next == 'e' && (last == 'c' || last == 't' || last == 's')) ||
             (next == 'i' && last == 'g');
    case 'b':
      return next == 'e' && last == 'a';
    case 'k':
      return (next == 'e' && last == 'y') || (next == 'i' && last == 'e');
    case 't':
      return next == 'o' && last == 'k';
    case 'c':
      return next == 'r' && last == 'e';
    case 'm':
      return next == 'a' && last == 's';
    case 'a':
      return next == 'u' && last == 't';
    case 'j':
      return next == 'w' && last == 't';
    default:
      return false;
  }
}

}  // namespace ampslint
