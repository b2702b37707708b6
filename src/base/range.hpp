#pragma once

#include <cstdint>
#include <string_view>

namespace ampslint {

/// The bytes [begin, end) of a text that is known from elsewhere.
struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  std::uint32_t size() const { return end - begin; }
  bool empty() const { return begin >= end; }
  std::string_view of(std::string_view text) const { return text.substr(begin, size()); }

  friend auto operator<=>(const Range&, const Range&) = default;
};

}  // namespace ampslint
