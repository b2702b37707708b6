#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "lsp/wire.hpp"

namespace ampslint::lsp {

/// What the columns of an editor count.
enum class Encoding : std::uint8_t { utf8, utf16, utf32 };

/// A place as the protocol counts: from 0.
struct LinePlace {
  std::size_t line = 0;
  std::size_t character = 0;

  friend auto operator<=>(const LinePlace&, const LinePlace&) = default;
};

/// The bytes [begin, end) of a text.
struct Bytes {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Where the lines of a text are, as editors see them: `\n`, `\r\n` and a lone `\r` end one. The
/// text must stay.
class TextLines {
 public:
  TextLines(std::string_view text, Encoding encoding);

  LinePlace place(std::size_t offset) const;
  /// The nearest place before it where there is none.
  std::size_t offset(LinePlace place) const;

  Json range(Bytes where) const;
  /// Nothing for what is not a range.
  std::optional<Bytes> bytes(const Json& range) const;

 private:
  std::string_view text_;
  Encoding encoding_;
  std::vector<std::size_t> starts_{0};
};

/// Nothing for what is not a position.
std::optional<LinePlace> place_in(const Json& position);

}  // namespace ampslint::lsp
