#pragma once

#include <cstddef>
#include <string_view>

namespace ampslint {

// What is looked at in TOML before its library reads it, as that goes astray there.

/// The line with a key of too many parts; 0 where there is none. Counts all dots outside quotes: a
/// text of several lines may be taken for one.
std::size_t line_nested_too_deep(std::string_view text);

/// The first byte outside quotes and comments that is not ASCII. No TOML has one, and the library
/// goes astray on some.
std::size_t find_stray(std::string_view text);

}  // namespace ampslint
