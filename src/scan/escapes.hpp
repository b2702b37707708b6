#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"

namespace ampslint {

/// How a value's characters are written where they can't stand for themselves.
enum class Escapes : unsigned char {
  none,
  backslash,
  doubled_quote,
  properties,
  xml,
  shell,         ///< without quotes
  shell_quoted,  ///< between `"`, with commands between backticks
};

/// The length of the command between backticks that `rest` begins with, on its line; 0 for none.
std::size_t command_length(std::string_view rest);

/// Puts a value together from what stands in a text.
class ValueBuilder {
 public:
  explicit ValueBuilder(std::string_view text) : text_(text) {}

  /// The bytes [begin, end) of the text, decoded.
  void add(std::size_t begin, std::size_t end, Escapes escapes);
  /// What stands for the bytes [begin, end) of the text.
  void add_instead(std::size_t begin, std::size_t end, std::string_view value);

  const std::string& value() const { return value_; }
  /// Whether the value is a plain copy.
  bool is_plain() const { return pieces_.size() <= 1 && (pieces_.empty() || pieces_[0].verbatim); }
  std::vector<Piece> pieces() const { return is_plain() ? std::vector<Piece>() : pieces_; }

 private:
  void add_verbatim(std::size_t begin, std::size_t end);
  /// The length of the escape that begins at `at`, and what it stands for; 0 where none does.
  std::size_t read_escape(std::size_t at, std::size_t end, Escapes escapes, std::string& decoded);

  std::string_view text_;
  std::string value_;
  std::vector<Piece> pieces_;
};

}  // namespace ampslint
