#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "ampslint/linter.hpp"

namespace ampslint::api {

/// The formats of reports, by name; `probed`: also those for a probe's result only.
std::vector<std::string> formats(bool probed = false);

/// Writes a result in such a format; an error for an unknown one.
Result<void> write_report(const LintResult& result, std::string_view format,
                          const ReportOptions& options, std::ostream& out);

/// Writes all suppressions, and how many findings each suppresses, as `text` or `json`.
Result<void> write_suppressions(const LintResult& result, std::string_view format,
                                const ReportOptions& options, std::ostream& out);

/// Writes how often each rule found something, as `text` or `json`.
Result<void> write_statistics(const LintResult& result, std::string_view format,
                              const ReportOptions& options, std::ostream& out);

/// The exit status that goes with the format `nagios`: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.
int nagios_status(const LintResult& result);

/// Writes a line of words for people, without passwords of URIs (people give a connection string
/// where a file is expected), control characters and commands to a CI service.
void write_message(std::string_view words, std::ostream& out);

/// Writes the list of rules, for people or as JSON.
void write_rules(bool json, std::ostream& out);

/// Writes what `explain` returns of a name, as it is or in JSON.
void write_page(std::string_view name, std::string_view page, bool json, std::ostream& out);

/// Writes the JSON Schema of the workspace file, for editors.
void write_workspace_schema(std::ostream& out);

}  // namespace ampslint::api
