#pragma once

#include <string_view>

#include "base/range.hpp"

namespace ampslint {

/// The first line of a merge conflict that is not resolved; empty where there is none.
Range conflict_marker(std::string_view text);

/// Whether a line, alone, would be such a first one.
bool begins_conflict(std::string_view line);
/// Whether it would be another of a conflict's own lines.
bool goes_on_with_conflict(std::string_view line);

}  // namespace ampslint
