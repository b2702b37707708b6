#pragma once

#include <iosfwd>

#include "ampslint/why.hpp"

namespace ampslint {

void write_why_text(const api::Why& why, const ReportOptions& options, std::ostream& out);
void write_why_json(const api::Why& why, std::ostream& out);

}  // namespace ampslint
