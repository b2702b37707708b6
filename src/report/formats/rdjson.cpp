#include <nlohmann/json.hpp>
#include <ostream>

#include "check/rule.hpp"
#include "report/path.hpp"
#include "report/report.hpp"

namespace ampslint {
namespace {

using Json = nlohmann::ordered_json;

std::string_view severity_of(const Diagnostic& diagnostic) {
  switch (*diagnostic.severity) {
    case Severity::error:
      return "ERROR";
    case Severity::warning:
      return "WARNING";
    default:
      return "INFO";
  }
}

/// reviewdog counts bytes, from 1.
Json json_position(const Sources& sources, SourceId source, std::uint32_t offset) {
  const Position at = sources.position(source, offset);
  const Span line = sources.line_at(source, offset);
  return {{"line", at.line}, {"column", offset - line.begin + 1}};
}

Json range(const Sources& sources, Span where) {
  return {{"start", json_position(sources, where.source, where.begin)},
          {"end", json_position(sources, where.source, where.end)}};
}

Json location(const Sources& sources, Span where) {
  return {{"path", without_dot(sources[where.source].path)}, {"range", range(sources, where)}};
}

Json item_of(const LintResult& result, const Diagnostic& diagnostic) {
  const Sources& sources = result.sources;
  Json item = {{"message", diagnostic.message},
               {"location", location(sources, diagnostic.where)},
               {"severity", severity_of(diagnostic)},
               {"code", {{"value", all_rules()[diagnostic.rule].id}}}};
  for (const Note& note : diagnostic.notes) {
    item["related_locations"].push_back(
        {{"message", note.message}, {"location", location(sources, note.where)}});
  }
  if (!diagnostic.fix) return item;
  for (const Edit& edit : diagnostic.fix->edits) {
    // A suggestion is for the file of its diagnostic.
    if (edit.where.source != diagnostic.where.source) continue;
    item["suggestions"].push_back({{"range", range(sources, edit.where)}, {"text", edit.text}});
  }
  return item;
}

}  // namespace

void report_rdjson(const LintResult& result, const ReportOptions&, std::ostream& out) {
  Json document = {{"source", {{"name", "ampslint"}}}, {"diagnostics", Json::array()}};
  for (const Diagnostic& diagnostic : result.diagnostics) {
    document["diagnostics"].push_back(item_of(result, diagnostic));
  }
  out << document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace ampslint
