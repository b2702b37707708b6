#pragma once

#include <iosfwd>

#include "ampslint/diff.hpp"

namespace ampslint {

/// What differs, for people: a table an instance, then strings and destinations, and a summary.
void write_difference_text(const api::Difference& difference, const ReportOptions& options,
                           std::ostream& out);
void write_difference_json(const api::Difference& difference, std::ostream& out);
/// For a pull request.
void write_difference_markdown(const api::Difference& difference, std::ostream& out);

}  // namespace ampslint
