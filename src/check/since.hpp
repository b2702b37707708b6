#pragma once

#include <string>

#include "ampslint/result.hpp"
#include "check/result.hpp"

namespace ampslint {

/// Leaves out the findings that neither stand on a line changed since a git revision nor point at
/// one. Strings of the command line and of standard input always count as new.
Result<void> leave_out_unchanged(const std::string& revision, LintResult& result);

}  // namespace ampslint
