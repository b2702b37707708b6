#pragma once

#include <string_view>

namespace ampslint {

/// Whether an option or element of that name holds a secret itself (`Password`, not
/// `PasswordFile`).
bool is_secret_name(std::string_view name);

/// Whether a word that makes a name secret may begin with these letters: to pass over other text
/// quickly.
bool may_begin_secret_word(char first, char second);

}  // namespace ampslint
