#pragma once

#include <array>
#include <optional>

#include "ampslint/file_reader.hpp"
#include "check/match/proxy.hpp"
#include "check/result.hpp"
#include "check/rule_table.hpp"

namespace ampslint {

/// How a run checks what it has read.
struct CheckOptions {
  std::size_t threads = 1;
  std::size_t most_diagnostics = limits::compared_diagnostics;  ///< the rest is only counted
  std::optional<Version> upgrade = {};  ///< another version of the server to compare with
};

/// Runs the static rules over all inputs, and the connection strings against the instances. The
/// result is the same with any number of threads, and not finished yet.
LintResult check(Inputs inputs, const RuleTable& table, const CheckOptions& options);

/// A notice, once, where what the run's regular expressions may cost was not enough.
void note_costly_regexes(LintResult& result);

/// What rules found, and how many findings of each severity were too many to keep.
struct Findings {
  Diagnostics reported;
  Diagnostics::Counts unreported{};
};

/// Keeps what is found, as far as the result has room.
void add_findings(Findings&& found, const RuleTable& table, LintResult& result);

}  // namespace ampslint
