#include "report/formats/concise.hpp"

#include <fmt/core.h>

#include <ostream>

#include "base/printable.hpp"
#include "check/rule.hpp"
#include "report/frame.hpp"
#include "report/log_safe.hpp"
#include "report/report.hpp"

namespace ampslint {

std::string one_line(const LintResult& result, const Diagnostic& diagnostic) {
  return fmt::format("{}: {}: {} [{}]", place(result.inputs.sources, diagnostic.where),
                     to_string(*diagnostic.severity), printable(diagnostic.message),
                     all_rules()[diagnostic.rule].id);
}

void report_concise(const LintResult& result, const ReportOptions& /*style*/, std::ostream& out) {
  for (const Diagnostic& diagnostic : result.diagnostics) {
    write_log_safe(one_line(result, diagnostic), out);
    out << '\n';
  }
}

}  // namespace ampslint
