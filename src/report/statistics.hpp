#pragma once

#include <iosfwd>

#include "check/result.hpp"
#include "report/report.hpp"

namespace ampslint {

/// How often each rule found something, the most frequent first.
void report_statistics_text(const LintResult& result, const ReportOptions& options,
                            std::ostream& out);
void report_statistics_json(const LintResult& result, const ReportOptions& options,
                            std::ostream& out);

/// The formats of `--statistics`.
std::span<const NamedReport> statistics_reports();

}  // namespace ampslint
