#pragma once

#include "check/result.hpp"
#include "check/run.hpp"

namespace ampslint {

/// Takes the diagnostics that the outcome's ignores cover from those that are told; tells what is
/// wrong with the ignores themselves.
void suppress(const RuleTable& table, LintResult& result);

}  // namespace ampslint
