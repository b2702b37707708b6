#include <fmt/core.h>

#include <ostream>

#include "base/suggest.hpp"
#include "check/rule.hpp"
#include "report/frame.hpp"
#include "report/log_safe.hpp"
#include "report/report.hpp"

namespace ampslint {

std::string one_line(const Outcome& outcome, const Diagnostic& diagnostic) {
  return fmt::format("{}: {}: {} [{}]", place(outcome.sources, diagnostic.where),
                     to_string(*diagnostic.severity), printable(diagnostic.message),
                     all_rules()[diagnostic.rule].id);
}

void report_concise(const Outcome& outcome, const Style& /*style*/, std::ostream& out) {
  for (const Diagnostic& diagnostic : outcome.diagnostics) {
    write_log_safe(one_line(outcome, diagnostic), out);
    out << '\n';
  }
}

}  // namespace ampslint
