#pragma once

#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "check/result.hpp"

namespace ampslint {

struct ReportOptions {
  bool color = false;       ///< ANSI colours, for a terminal
  bool suppressed = false;  ///< also what is suppressed, if the format can distinguish it
  std::size_t threads = 1;  ///< how many may write
};

/// Writes a whole result in one format.
using Report = void (*)(const LintResult& result, const ReportOptions& options, std::ostream& out);

void report_text(const LintResult& result, const ReportOptions& options, std::ostream& out);
void report_concise(const LintResult& result, const ReportOptions& options, std::ostream& out);
void report_json(const LintResult& result, const ReportOptions& options, std::ostream& out);
/// The objects of `report_json`, one a line.
void report_jsonl(const LintResult& result, const ReportOptions& options, std::ostream& out);
void report_sarif(const LintResult& result, const ReportOptions& options, std::ostream& out);
void report_github(const LintResult& result, const ReportOptions& options, std::ostream& out);
void report_junit(const LintResult& result, const ReportOptions& options, std::ostream& out);
void report_prometheus(const LintResult& result, const ReportOptions& options, std::ostream& out);
void report_gitlab(const LintResult& result, const ReportOptions& options, std::ostream& out);
void report_checkstyle(const LintResult& result, const ReportOptions& options, std::ostream& out);
void report_rdjson(const LintResult& result, const ReportOptions& options, std::ostream& out);
void report_azure(const LintResult& result, const ReportOptions& options, std::ostream& out);
void report_sonar(const LintResult& result, const ReportOptions& options, std::ostream& out);
void report_markdown(const LintResult& result, const ReportOptions& options, std::ostream& out);
/// The page of who can talk to whom.
void report_html(const LintResult& result, const ReportOptions& options, std::ostream& out);
/// For a probe's result.
void report_nagios(const LintResult& result, const ReportOptions& options, std::ostream& out);

struct NamedReport {
  std::string_view name;
  Report report;
  bool probe_only = false;  ///< says nothing of what `check` finds
};

/// The formats of `--format`, by name.
std::span<const NamedReport> all_reports();

/// The formats of `--list-ignores`.
std::span<const NamedReport> suppression_reports();

/// The exit status that goes with `report_nagios`: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.
int nagios_status(const LintResult& result);

}  // namespace ampslint
