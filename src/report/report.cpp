#include "report/report.hpp"

namespace ampslint {

std::span<const NamedReport> all_reports() {
  static constexpr NamedReport reports[] = {
      {"text", report_text},
      {"concise", report_concise},
      {"json", report_json},
      {"sarif", report_sarif},
      {"github", report_github},
      {"junit", report_junit},
      {"prometheus", report_prometheus},
      {"nagios", report_nagios, true},
  };
  return reports;
}

}  // namespace ampslint
