#pragma once

#include "check/result.hpp"
#include "report/json_value.hpp"

namespace ampslint {

/// What JSON reports hold.
json::Value json_object(const LintResult& result, const Diagnostic& diagnostic);
json::Value json_object(const LintResult& result, const Connection& connection);
/// `suppressed`: with the number of the findings that are suppressed.
json::Value json_object(const Summary& summary, bool suppressed);

}  // namespace ampslint
