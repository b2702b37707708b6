#pragma once

#include <array>
#include <cstddef>
#include <functional>

#include "check/result.hpp"
#include "check/rule_table.hpp"
#include "model/redactor.hpp"

namespace ampslint {

/// Applies the suppressions, puts the diagnostics in order, gives them the severities that
/// were asked for, and counts.
void finish(const RuleTable& table, LintResult& result);

/// Takes secrets out of the words of a diagnostic.
void clean(Diagnostic& diagnostic, Surroundings& surroundings);
/// Hides what is secret in the pages of policies.
void clean_policies(Inputs& inputs);

/// Drops the diagnostics of a finished result beyond `most`, and counts them as unreported.
void keep_at_most(std::size_t most, LintResult& result);

/// Drops the findings beyond `most`, and counts those that would be reported. Levels of
/// single files and suppressions are not considered: such runs have a higher limit.
void keep_within_limit(std::size_t most, const RuleTable& table, std::vector<Diagnostic>& found,
                       Diagnostics::Counts& unreported);
/// The same after each rule, with those that it found beyond.
void keep_within_limit(std::size_t most, const RuleTable& table, Diagnostics& found,
                       Diagnostics::Counts& unreported);

/// Takes findings away from a finished result, and out of its counts; verdicts stay.
void leave_out(LintResult& result, const std::function<bool(const Diagnostic&)>& unwanted);

}  // namespace ampslint
