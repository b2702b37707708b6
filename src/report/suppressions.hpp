#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "check/result.hpp"
#include "report/report.hpp"

namespace ampslint {

/// How many findings each ignore of an outcome suppresses.
std::vector<std::size_t> suppressed_counts(const Outcome& outcome);

/// What SARIF calls the ways to suppress.
std::string_view suppression_kind(const Ignore& ignore);

/// A line for each finding that is suppressed, with the reason.
void write_suppressed(const Outcome& outcome, const Style& style, std::ostream& out);

void report_ignores_text(const Outcome& outcome, const Style& style, std::ostream& out);
void report_ignores_json(const Outcome& outcome, const Style& style, std::ostream& out);

}  // namespace ampslint
