#pragma once

#include <string_view>
#include <vector>

#include "model/instance.hpp"

namespace ampslint {

/// A word of a cipher list as OpenSSL takes it apart (ciphers(1) of the OpenSSL manual).
struct CipherWord {
  std::string_view text;  ///< as it stands
  std::string_view name;  ///< without its operator
  char operation = '+';   ///< `+` adds, `-` and `!` take away, `>` moves to the end, `@` commands
};

std::vector<CipherWord> cipher_words(std::string_view list);

/// What a cipher's name is made of: `DES`, `CBC3` and `SHA` of `DES-CBC3-SHA`.
std::vector<std::string_view> cipher_parts(std::string_view name);

/// A suite of TLS 1.3, which a cipher list does not know.
bool is_tls13_suite(std::string_view name);

/// The values of `Ciphers` in an instance, wherever they count.
std::vector<Text> cipher_lists(const Instance& instance);

}  // namespace ampslint
