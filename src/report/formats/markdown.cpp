#include "report/formats/markdown.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <ostream>

#include "base/printable.hpp"
#include "check/rule.hpp"
#include "report/formats/text.hpp"
#include "report/report.hpp"

namespace ampslint {
namespace {

/// A step's summary on GitHub ends at 1 MiB.
constexpr std::size_t most_rows = 1000;

void write_findings(const LintResult& result, std::ostream& out) {
  if (result.diagnostics.empty()) return;
  out << "| severity | place | finding | rule |\n| --- | --- | --- | --- |\n";
  std::size_t rows = 0;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    for (const Diagnostic& diagnostic : result.diagnostics) {
      if (*diagnostic.severity != severity || rows++ >= most_rows) continue;
      const Span where = diagnostic.where;
      const Position at = result.inputs.sources.position(where.source, where.begin);
      out << fmt::format("| {} | {}:{}:{} | {} | {} |\n", to_string(severity),
                         markdown_cell(without_dot(result.inputs.sources[where.source].path)),
                         at.line, at.column, markdown_cell(diagnostic.message),
                         markdown_cell(result.inputs.rule_of(diagnostic).id));
    }
  }
  if (rows > most_rows) out << fmt::format("\n{} more are not shown.\n", rows - most_rows);
  out << '\n';
}

void write_connections(const LintResult& result, std::ostream& out) {
  const auto fails = [](const Connection& connection) {
    return connection.verdict != Verdict::compatible;
  };
  if (std::ranges::none_of(result.connections, fails)) return;
  out << "| connection string | verdict |\n| --- | --- |\n";
  std::size_t rows = 0;
  for (const Connection& connection : result.connections) {
    if (!fails(connection) || rows++ >= most_rows) continue;
    out << fmt::format("| {} | {} |\n", markdown_cell(connection.shown()),
                       to_string(connection.verdict));
  }
  if (rows > most_rows) out << fmt::format("\n{} more are not shown.\n", rows - most_rows);
  out << '\n';
}

}  // namespace

std::string markdown_cell(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (std::string_view("\\`*_{}[]<>#|~").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

void report_markdown(const LintResult& result, const ReportOptions&, std::ostream& out) {
  out << "## ampslint\n\n";
  write_findings(result, out);
  write_connections(result, out);
  write_summary(result, {}, out);
}

}  // namespace ampslint
