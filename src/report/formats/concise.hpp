#pragma once

#include <string>

#include "check/result.hpp"

namespace ampslint {

/// `path:line:column: severity: message [rule]`: one diagnostic on one line.
std::string one_line(const LintResult& result, const Diagnostic& diagnostic);

}  // namespace ampslint
