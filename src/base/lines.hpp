#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/range.hpp"

namespace ampslint {

/// Calls `visit` with the place of every line that is not empty, without its line end.
template <typename Visit>
void for_lines(std::string_view text, Visit visit) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t line_feed = std::min(text.find('\n', begin), text.size());
    std::size_t end = line_feed;
    if (end > begin && text[end - 1] == '\r') --end;
    if (end > begin) {
      visit(Range{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }
    begin = line_feed + 1;
  }
}

}  // namespace ampslint
