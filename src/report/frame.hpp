#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

#include "check/result.hpp"
#include "report/report.hpp"

namespace ampslint {

/// Writes one diagnostic for people: its message, the line with the exact part underlined, a frame
/// for each note, and what to write instead.
void write_frames(const LintResult& result, const Diagnostic& diagnostic,
                  const ReportOptions& options, std::ostream& out);

/// `path:line:column: severity: message [rule]`: one diagnostic on one line.
std::string one_line(const LintResult& result, const Diagnostic& diagnostic);

/// Wraps text in a colour where the style has them.
enum class Paint : std::uint8_t { plain, bold, red, yellow, blue, green, cyan };
std::string painted(std::string_view text, Paint paint, const ReportOptions& options);
Paint paint_of(Severity severity);

}  // namespace ampslint
