#pragma once

#include <iosfwd>
#include <string_view>

namespace ampslint {

/// Writes text for people such that no CI service takes a part of it for a command: GitHub and
/// Azure obey `::command::` at the start of a line, and `##[command]` and `##vso[command]`
/// anywhere. What would be one gets its first character as `\xNN`.
void write_log_safe(std::string_view text, std::ostream& out);

}  // namespace ampslint
