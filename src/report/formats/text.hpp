#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

#include "base/printable.hpp"
#include "check/result.hpp"
#include "report/frame.hpp"
#include "report/report.hpp"

namespace ampslint {

/// Wider cells of a table stick out of their column.
inline constexpr std::size_t widest_column = 72;

/// A text with the width it takes on a screen.
struct Cell {
  explicit Cell(std::string shown, Paint colour = Paint::plain)
      : text(std::move(shown)), width(display_width(text)), paint(colour) {}

  std::string text;
  std::size_t width;
  Paint paint;
};

/// The cell, its column's rest and the space before the next one.
void append_padded(const Cell& cell, std::size_t width, const ReportOptions& options,
                   std::string& out);

Paint paint_of(Verdict verdict);

/// The string, its secrets masked, safe to print.
std::string string_of(const Connection& connection);
/// The name of an instance, or where it stands; `-` for none.
std::string label_of(const LintResult& result, const Instance* instance);
/// The instance and the transport that a string reaches, or `-`.
std::string instance_of(const LintResult& result, const Connection& connection);
std::string transport_of(const LintResult& result, const Connection& connection);

/// What was checked, the verdicts and the findings, counted.
void write_summary(const LintResult& result, const ReportOptions& options, std::ostream& out);

/// What a probe saw of each connection string, and how many are ready.
void write_probe_text(const LintResult& result, const ReportOptions& options, std::ostream& out);

}  // namespace ampslint
