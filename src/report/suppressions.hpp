#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "check/result.hpp"
#include "report/report.hpp"

namespace ampslint {

/// How many findings each suppression of a result covers.
std::vector<std::size_t> suppressed_counts(const LintResult& result);

/// What SARIF calls the ways to suppress.
std::string_view suppression_kind(const Suppression& suppression);

/// A line for each finding that is suppressed, with the reason.
void write_suppressed(const LintResult& result, const ReportOptions& options, std::ostream& out);

void report_suppressions_text(const LintResult& result, const ReportOptions& options,
                              std::ostream& out);
void report_suppressions_json(const LintResult& result, const ReportOptions& options,
                              std::ostream& out);

}  // namespace ampslint
