#pragma once

#include <iosfwd>

#include "report/report.hpp"

namespace ampslint {

/// Every connection string with its verdict and what it reaches, one a row, and an empty line.
void write_verdict_table(const LintResult& result, const ReportOptions& options, std::ostream& out);

}  // namespace ampslint
