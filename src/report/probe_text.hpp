#pragma once

#include <iosfwd>

#include "check/result.hpp"
#include "report/report.hpp"

namespace ampslint {

/// What a probe saw of each connection string, and how many are ready.
void write_probes(const LintResult& result, const ReportOptions& options, std::ostream& out);

}  // namespace ampslint
