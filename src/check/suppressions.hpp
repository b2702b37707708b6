#pragma once

#include "check/result.hpp"
#include "check/run.hpp"

namespace ampslint {

/// Moves the diagnostics that suppressions cover to the suppressed ones; reports what is wrong with
/// the suppressions themselves.
void suppress(const RuleTable& table, LintResult& result);

}  // namespace ampslint
