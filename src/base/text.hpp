#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/source.hpp"

namespace ampslint {

/// A run of a decoded value and what its author wrote for it.
struct Piece {
  std::uint32_t at = 0;  ///< offset in the value; the piece ends where the next one begins
  Span from;             ///< what stands in the source
  bool verbatim = true;  ///< byte for byte the same; else the whole of `from` stands for the piece
};

/// A value with the place it came from. Absent (`!text`) where its author wrote none.
struct Text {
  std::string_view value;
  Span where;                     ///< all of it, in the source
  bool unresolved = false;        ///< holds a `${VARIABLE}` or an entity that is not known
  bool beside_file = false;       ///< begins with `${AMPS_CONFIG_DIRECTORY}`
  std::span<const Piece> pieces;  ///< empty for a plain copy of `where`

  explicit operator bool() const { return value.data() != nullptr; }

  /// The place of the bytes [begin, begin + length) of the value.
  Span span(std::size_t begin, std::size_t length) const;
};

}  // namespace ampslint
