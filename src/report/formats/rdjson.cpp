#include <ostream>

#include "check/rule.hpp"
#include "report/json_value.hpp"
#include "report/report.hpp"

namespace ampslint {
namespace {

/// reviewdog counts bytes, from 1.
json::Value json_position(const Sources& sources, SourceId source, std::uint32_t offset) {
  const Position at = sources.position(source, offset);
  const Span line = sources.line_at(source, offset);
  return json::object({{"line", at.line}, {"column", offset - line.begin + 1}});
}

json::Value range(const Sources& sources, Span where) {
  return json::object({{"start", json_position(sources, where.source, where.begin)},
                       {"end", json_position(sources, where.source, where.end)}});
}

json::Value location(const Sources& sources, Span where, const ReportOptions& options) {
  return json::object({{"path", repository_path(sources[where.source], options)},
                       {"range", range(sources, where)}});
}

json::Value item_of(const LintResult& result, const Diagnostic& diagnostic,
                    const ReportOptions& options) {
  const Sources& sources = result.inputs.sources;
  json::Value item =
      json::object({{"message", diagnostic.message},
                    {"location", location(sources, diagnostic.where, options)},
                    {"severity", by_severity(*diagnostic.severity, "ERROR", "WARNING", "INFO")},
                    {"code", json::object({{"value", result.inputs.rule_of(diagnostic).id}})}});
  const json::Value related = json::array_of(diagnostic.notes, [&](const Note& note) {
    return json::object(
        {{"message", note.message}, {"location", location(sources, note.where, options)}});
  });
  if (!related.empty()) item.add("related_locations", related);
  if (!diagnostic.fix) return item;
  json::Value suggestions = json::array();
  for (const Edit& edit : diagnostic.fix->edits) {
    // A suggestion is for the file of its diagnostic.
    if (edit.where.source != diagnostic.where.source) continue;
    suggestions.push(json::object({{"range", range(sources, edit.where)}, {"text", edit.text}}));
  }
  if (!suggestions.empty()) item.add("suggestions", suggestions);
  return item;
}

}  // namespace

void report_rdjson(const LintResult& result, const ReportOptions& options, std::ostream& out) {
  const auto item = [&](const Diagnostic& diagnostic) {
    return item_of(result, diagnostic, options);
  };
  const json::Value document =
      json::object({{"source", json::object({{"name", "ampslint"}})},
                    {"diagnostics", json::array_of(result.diagnostics, item)}});
  out << json::indented(document) << '\n';
}

}  // namespace ampslint
