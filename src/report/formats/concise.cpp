#include <fmt/core.h>

#include <ostream>

#include "base/printable.hpp"
#include "check/rule.hpp"
#include "report/frame.hpp"
#include "report/log_safe.hpp"
#include "report/report.hpp"

namespace ampslint {

void report_concise(const LintResult& result, const ReportOptions& /*style*/, std::ostream& out) {
  for (const Diagnostic& diagnostic : result.diagnostics) {
    write_log_safe(one_line(result, diagnostic), out);
    out << '\n';
  }
}

}  // namespace ampslint
