#pragma once

#include <vector>

#include "driver/lint.hpp"

namespace ampslint {

LintResult empty_result();

/// Reads the configurations of a request; what cannot be read becomes a trouble of the outcome.
void load_configurations(const Request& request, const Workspace& workspace, LintResult& result);
/// The same for its connection strings: those that it gives, or else, where it names no
/// configuration either, those of the workspace's clients.
StringInputs load_strings(const Request& request, const Workspace& workspace, LintResult& result);
/// A run's outcome, not finished yet, and how to finish it.
struct Checked {
  LintResult result;
  RuleTable table;
};
Result<Checked> checked(const Request& request);

/// The entry of the same folder that was most likely meant, as a clause; or nothing.
std::string path_meant(const std::string& path);

/// Marks what the schema knows, or a name tells, to be secret.
void hide_secrets(const Element& element, Sources& sources);

/// The first file that could not be read, for commands that do nothing without it.
Result<void> no_input_errors(const LintResult& result);

}  // namespace ampslint
