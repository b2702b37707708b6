#include "report/suppressions.hpp"

#include <fmt/core.h>

#include <ostream>

#include "base/plural.hpp"
#include "base/printable.hpp"
#include "check/rule.hpp"
#include "load/suppressions/comment.hpp"
#include "report/formats/text.hpp"
#include "report/frame.hpp"
#include "report/sink.hpp"

namespace ampslint {
namespace {

/// `path:line` of an ignore.
std::string line_of(const LintResult& result, const Suppression& suppression) {
  const Sources& sources = result.inputs.sources;
  const Span where = suppression.where;
  return fmt::format("{}:{}", printable(sources[where.source].path),
                     sources.position(where.source, where.begin).line);
}

}  // namespace

std::vector<std::size_t> suppressed_counts(const LintResult& result) {
  std::vector<std::size_t> counts(result.inputs.suppressions.all.size());
  for (const Suppressed& suppressed : result.suppressed) ++counts[suppressed.suppression];
  return counts;
}

std::string_view suppression_kind(const Suppression& suppression) {
  return suppression.is_external() ? "external" : "inSource";
}

void write_suppressed(const LintResult& result, const ReportOptions& options, std::ostream& out) {
  for (const Suppressed& suppressed : result.suppressed) {
    const Diagnostic& diagnostic = suppressed.diagnostic;
    const Suppression& suppression = result.inputs.suppressions.all[suppressed.suppression];
    out << place(result.inputs.sources, diagnostic.where) << ": "
        << painted("suppressed", Paint::cyan, options)
        << fmt::format(": {} [{}] ({}: {})\n", printable(diagnostic.message),
                       result.inputs.rule_of(diagnostic).id, line_of(result, suppression),
                       printable(suppression.reason));
  }
  if (!result.suppressed.empty()) out << '\n';
}

void report_suppressions_text(const LintResult& result, const ReportOptions& /*style*/,
                              std::ostream& to) {
  Sink out(to);
  const std::vector<std::size_t> counts = suppressed_counts(result);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const Suppression& suppression = result.inputs.suppressions.all[i];
    out << line_of(result, suppression) << ": ";
    std::string_view separator;
    for (const SuppressedRule& rule : suppression.rules) {
      out << separator << printable(rule.name);
      separator = ", ";
    }
    if (suppression.until) out << " until " << format_day(*suppression.until);
    out << ": " << (suppression.reason.empty() ? "(no reason)" : printable(suppression.reason))
        << fmt::format(" [{}]\n", counted(counts[i], "finding"));
  }
  if (counts.empty()) out << "no suppressions\n";
}

}  // namespace ampslint
