#pragma once

#include <cstddef>
#include <string_view>

namespace ampslint {

// What is looked at in TOML before its library reads it, as that goes astray there.

/// The first dot of a line beyond `limits::workspace_dots`, those in quotes and comments aside; the
/// end where there is none.
std::size_t find_dot_too_many(std::string_view text);

/// The first byte outside quotes and comments that is not ASCII; the end where there is none. No
/// TOML has one, and the library goes astray on some.
std::size_t find_stray(std::string_view text);

}  // namespace ampslint
