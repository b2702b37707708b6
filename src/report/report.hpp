#pragma once

#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ampslint/types.hpp"
#include "check/result.hpp"

namespace ampslint {

/// The path without the `./` that keeps services from finding it in a repository.
inline std::string_view without_dot(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  return path;
}

/// The path of a file from the root of its repository (`options.root`), as services and patches
/// want it; absolute where the file is not below that.
std::string repository_path(const std::string& path, const ReportOptions& options);
/// The same for a file; what any other source is called.
std::string repository_path(const Source& source, const ReportOptions& options);

/// Writes a whole result in one format.
using Report = void(const LintResult& result, const ReportOptions& options, std::ostream& out);

// Each is defined in `formats/`, by its name. `report_jsonl` writes the objects of `report_json`,
// one a line.
Report report_text, report_concise, report_json, report_jsonl, report_sarif, report_github,
    report_gitlab, report_azure, report_junit, report_checkstyle, report_rdjson, report_sonar,
    report_markdown, report_prometheus;
/// The page of who can talk to whom.
Report report_html;
/// For a probe's result.
Report report_nagios;

struct NamedReport {
  std::string_view name;
  Report* report;
  bool probe_only = false;  ///< says nothing of what `check` finds
};

/// The formats of `--format`, by name.
std::span<const NamedReport> all_reports();

/// The formats of `--list-ignores`.
std::span<const NamedReport> suppression_reports();

/// The exit status that goes with `report_nagios`: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.
int nagios_status(const LintResult& result);

}  // namespace ampslint
