#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ampslint {

/// Controls, and what steers a terminal or takes no room on it: Cc, Bidi_Control,
/// Default_Ignorable_Code_Point and the line separators of Unicode 16.
bool is_unseen(char32_t c);
/// White_Space of Unicode.
bool is_white_space(char32_t c);
/// The text with characters that are not seen and bytes that are not UTF-8 written as `\xNN`: safe
/// on any terminal.
std::string printable(std::string_view text);
/// The same for a message, cut if it is long.
std::string printable_start(std::string_view text);

/// The columns that a printable text takes on a terminal.
std::size_t display_width(std::string_view text);

/// Whether a text begins as a command of Azure's agent does, which it obeys anywhere on a line.
bool begins_agent_command(std::string_view text);

}  // namespace ampslint
