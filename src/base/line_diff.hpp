#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace ampslint {

/// The lines [first, last] of a text, counted from 1.
struct LineRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;

  friend bool operator==(const LineRange&, const LineRange&) = default;
};

/// The lines of `now` that are not in `before`, or stand in another order there. A carriage return
/// at the end of a line and a byte order mark do not count. Where the texts differ in too many
/// lines, all between the first and the last difference count as changed.
std::vector<LineRange> changed_lines(std::string_view before, std::string_view now);

}  // namespace ampslint
