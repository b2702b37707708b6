#pragma once

#include <ostream>
#include <string>

#include "check/result.hpp"

namespace ampslint {

/// What JSON reports hold, an object on one line each.
std::string json_object(const LintResult& result, const Diagnostic& diagnostic);
std::string json_object(const LintResult& result, const Connection& connection);
/// `suppressed`: with the number of the findings that are suppressed.
std::string json_object(const Summary& summary, bool suppressed);

}  // namespace ampslint
