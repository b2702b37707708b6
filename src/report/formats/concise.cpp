#include <fmt/core.h>

#include <ostream>

#include "check/rule.hpp"
#include "report/frame.hpp"
#include "report/report.hpp"
#include "report/sink.hpp"

namespace ampslint {

void report_concise(const LintResult& result, const ReportOptions& /*style*/, std::ostream& to) {
  Sink out(to);
  for (const Diagnostic& diagnostic : result.diagnostics) {
    out << one_line(result, diagnostic) << '\n';
  }
}

}  // namespace ampslint
