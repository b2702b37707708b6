#include <fmt/core.h>

#include <algorithm>
#include <ostream>

#include "base/printable.hpp"
#include "check/rule.hpp"
#include "report/report.hpp"

namespace ampslint {
namespace {

constexpr std::size_t max_annotations = 10;  // of each severity: GitHub drops the rest of a step's

/// GitHub's own escapes, behind ours for control characters.
std::string github_escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    if (special.find(c) == std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string property(std::string_view text) { return github_escaped(printable(text), "%:,\r\n"); }

std::string message(std::string_view text) { return github_escaped(printable(text), "%\r\n"); }

/// Where GitHub draws the annotation; nothing for what stands in no file. Columns only within one
/// line: GitHub reads them so.
std::string github_location(const Sources& sources, Span where, const ReportOptions& options) {
  const Source& source = sources[where.source];
  if (!source.is_file()) return {};
  const Position start = sources.position(where.source, where.begin);
  const Position end = sources.position(where.source, where.end);
  std::string out =
      fmt::format("file={},line={},endLine={},", property(repository_path(source.path, options)),
                  start.line, end.line);
  if (start.line == end.line) out += fmt::format("col={},endColumn={},", start.column, end.column);
  return out;
}

std::string annotation(const LintResult& result, const Diagnostic& diagnostic, Severity severity,
                       const ReportOptions& options) {
  const Sources& sources = result.inputs.sources;
  std::string text = message(diagnostic.message);
  for (const Note& note : diagnostic.notes) {
    const Position at = sources.position(note.where.source, note.where.begin);
    text +=
        fmt::format("%0Anote: {}:{}:{}: {}", message(without_dot(sources[note.where.source].path)),
                    at.line, at.column, message(note.message));
  }
  const std::string_view command = severity == Severity::note ? "notice" : to_string(severity);
  return fmt::format("::{} {}title={}::{}\n", command,
                     github_location(sources, diagnostic.where, options),
                     property(result.inputs.rule_of(diagnostic).id), text);
}

}  // namespace

void report_github(const LintResult& result, const ReportOptions& options, std::ostream& out) {
  std::size_t written = 0;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    std::size_t left = max_annotations;
    for (const Diagnostic& diagnostic : result.diagnostics) {
      const Severity own =
          diagnostic.severity.value_or(result.inputs.rule_of(diagnostic).rule.severity);
      if (left == 0) break;
      if (own != severity) continue;
      out << annotation(result, diagnostic, severity, options);
      --left;
      ++written;
    }
  }
  const std::size_t all = result.diagnostics.size();
  if (written < all) {
    out << fmt::format("{} of {} findings are not annotated: GitHub shows {} of each severity\n",
                       all - written, all, max_annotations);
  }
}

}  // namespace ampslint
