#include <fmt/core.h>

#include <ostream>

#include "check/rule.hpp"
#include "report/report.hpp"
#include "report/xml_escape.hpp"

namespace ampslint {
namespace {

std::string_view severity_of(const Diagnostic& diagnostic) {
  return *diagnostic.severity == Severity::note ? "info" : to_string(*diagnostic.severity);
}

std::string error_of(const LintResult& result, const Diagnostic& diagnostic) {
  const Span where = diagnostic.where;
  const Position at = result.inputs.sources.position(where.source, where.begin);
  return fmt::format(
      "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" "
      "source=\"ampslint.{}\"/>\n",
      at.line, at.column, severity_of(diagnostic), xml_attribute(diagnostic.message),
      result.inputs.rule_of(diagnostic).id);
}

}  // namespace

void report_checkstyle(const LintResult& result, const ReportOptions& options, std::ostream& out) {
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n";
  std::string_view file;
  for (const Diagnostic& diagnostic : result.diagnostics) {
    const Source& source = result.inputs.sources[diagnostic.where.source];
    if (source.path != file) {
      if (!file.empty()) out << "  </file>\n";
      out << fmt::format("  <file name=\"{}\">\n", xml_attribute(repository_path(source, options)));
      file = source.path;
    }
    out << error_of(result, diagnostic);
  }
  if (!file.empty()) out << "  </file>\n";
  out << "</checkstyle>\n";
}

}  // namespace ampslint
