#include "report/report.hpp"

#include <filesystem>
#include <system_error>

#include "report/suppressions.hpp"

namespace ampslint {

std::string repository_path(const std::string& path, const ReportOptions& options) {
  namespace fs = std::filesystem;
  std::error_code failed;
  const fs::path here = fs::current_path(failed);
  const fs::path whole = (here / path).lexically_normal();
  const fs::path root = options.root.empty() ? here : fs::path(options.root);
  const fs::path near = whole.lexically_relative(root);
  const bool is_below = !near.empty() && *near.begin() != "..";
  return (is_below ? near : whole).string();
}

std::string repository_path(const Source& source, const ReportOptions& options) {
  return source.is_file() ? repository_path(source.path, options) : source.path;
}

std::span<const NamedReport> all_reports() {
  static constexpr NamedReport reports[] = {
      {"text", report_text},
      {"concise", report_concise},
      {"json", report_json},
      {"jsonl", report_jsonl},
      {"sarif", report_sarif},
      {"github", report_github},
      {"gitlab", report_gitlab},
      {"azure", report_azure},
      {"junit", report_junit},
      {"checkstyle", report_checkstyle},
      {"rdjson", report_rdjson},
      {"sonar", report_sonar},
      {"markdown", report_markdown},
      {"html", report_html},
      {"prometheus", report_prometheus},
      {"nagios", report_nagios, true},
  };
  return reports;
}

std::span<const NamedReport> suppression_reports() {
  static constexpr NamedReport reports[] = {{"text", report_suppressions_text},
                                            {"json", report_suppressions_json}};
  return reports;
}

}  // namespace ampslint
