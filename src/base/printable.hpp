#pragma once

#include <string>
#include <string_view>

namespace ampslint {

/// Controls, and what steers a terminal or takes no room on it.
bool is_unseen(char32_t c);
/// The text with such characters and bytes that are not UTF-8 written as `\xNN`: safe on any
/// terminal.
std::string printable(std::string_view text);
/// The same for a message, cut if it is long.
std::string printable_start(std::string_view text);

}  // namespace ampslint
