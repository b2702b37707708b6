#include "report/suppressions.hpp"

#include <fmt/core.h>

#include <ostream>

#include "base/plural.hpp"
#include "base/suggest.hpp"
#include "check/rule.hpp"
#include "report/formats/text.hpp"
#include "report/frame.hpp"

namespace ampslint {
namespace {

/// `path:line` of an ignore.
std::string line_of(const Outcome& outcome, const Ignore& ignore) {
  const Sources& sources = outcome.sources;
  const Span where = ignore.where;
  return fmt::format("{}:{}", printable(sources[where.source].path),
                     sources.position(where.source, where.begin).line);
}

}  // namespace

std::vector<std::size_t> suppressed_counts(const Outcome& outcome) {
  std::vector<std::size_t> counts(outcome.ignores.all.size());
  for (const Suppressed& suppressed : outcome.suppressed) ++counts[suppressed.ignore];
  return counts;
}

std::string_view suppression_kind(const Ignore& ignore) {
  return ignore.is_external() ? "external" : "inSource";
}

void write_suppressed(const Outcome& outcome, const Style& style, std::ostream& out) {
  for (const Suppressed& suppressed : outcome.suppressed) {
    const Diagnostic& diagnostic = suppressed.diagnostic;
    const Ignore& ignore = outcome.ignores.all[suppressed.ignore];
    out << place(outcome.sources, diagnostic.where) << ": "
        << painted("suppressed", Paint::cyan, style)
        << fmt::format(": {} [{}] ({}: {})\n", printable(diagnostic.message),
                       all_rules()[diagnostic.rule].id, line_of(outcome, ignore),
                       printable(ignore.reason));
  }
  if (!outcome.suppressed.empty()) out << '\n';
}

void report_ignores_text(const Outcome& outcome, const Style& /*style*/, std::ostream& out) {
  const std::vector<std::size_t> counts = suppressed_counts(outcome);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const Ignore& ignore = outcome.ignores.all[i];
    out << line_of(outcome, ignore) << ": ";
    std::string_view separator;
    for (const IgnoredRule& rule : ignore.rules) {
      out << separator << printable(rule.name);
      separator = ", ";
    }
    if (ignore.until) out << " until " << format_day(*ignore.until);
    out << ": " << (ignore.reason.empty() ? "(no reason)" : printable(ignore.reason))
        << fmt::format(" [{}]\n", counted(counts[i], "finding"));
  }
  if (counts.empty()) out << "no suppressions\n";
}

std::span<const NamedReport> ignore_reports() {
  static constexpr NamedReport reports[] = {{"text", report_ignores_text},
                                            {"json", report_ignores_json}};
  return reports;
}

}  // namespace ampslint
