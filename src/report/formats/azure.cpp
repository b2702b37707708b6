#include <fmt/core.h>

#include <ostream>

#include "base/printable.hpp"
#include "check/rule.hpp"
#include "report/report.hpp"

namespace ampslint {
namespace {

/// Azure Pipelines' own escapes, behind ours for control characters.
std::string azure_escaped(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    switch (c) {
      case '%':
        out += "%AZP25";
        break;
      case ';':
        out += "%3B";
        break;
      case ']':
        out += "%5D";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string azure_location(const Sources& sources, Span where, const ReportOptions& options) {
  const Source& source = sources[where.source];
  if (!source.is_file()) return {};
  const Position at = sources.position(where.source, where.begin);
  return fmt::format("sourcepath={};linenumber={};columnnumber={};",
                     azure_escaped(repository_path(source, options)), at.line, at.column);
}

}  // namespace

void report_azure(const LintResult& result, const ReportOptions& options, std::ostream& out) {
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    for (const Diagnostic& diagnostic : result.diagnostics) {
      if (*diagnostic.severity != severity) continue;
      // Azure knows no notes.
      const std::string_view type = severity == Severity::error ? "error" : "warning";
      out << fmt::format("##vso[task.logissue type={};{}code={};]{}\n", type,
                         azure_location(result.inputs.sources, diagnostic.where, options),
                         result.inputs.rule_of(diagnostic).id, azure_escaped(diagnostic.message));
    }
  }
}

}  // namespace ampslint
