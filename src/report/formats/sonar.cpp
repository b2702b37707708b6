#include <fmt/core.h>

#include <nlohmann/json.hpp>
#include <ostream>
#include <set>

#include "check/rule.hpp"
#include "report/path.hpp"
#include "report/report.hpp"

namespace ampslint {
namespace {

using Json = nlohmann::ordered_json;

std::string_view impact_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "HIGH";
    case Severity::warning:
      return "MEDIUM";
    default:
      return "LOW";
  }
}

Json rule_of(const NamedRule& rule) {
  const bool security = rule.rule.preset == Preset::security;
  return {{"id", rule.id},
          {"name", rule.id},
          {"description", summary(rule)},
          {"engineId", "ampslint"},
          {"cleanCodeAttribute", security ? "TRUSTWORTHY" : "LOGICAL"},
          {"impacts",
           {{{"softwareQuality", security ? "SECURITY" : "RELIABILITY"},
             {"severity", impact_of(rule.rule.severity)}}}}};
}

/// SonarQube counts lines from 1 and columns from 0, and takes no empty range.
Json location(const Sources& sources, Span where, std::string_view message) {
  const Position start = sources.position(where.source, where.begin);
  const Position end = sources.position(where.source, where.end);
  Json range = {{"startLine", start.line}};
  if (start < end) {
    range["endLine"] = end.line;
    range["startColumn"] = start.column - 1;
    range["endColumn"] = end.column - 1;
  }
  return {{"message", message},
          {"filePath", without_dot(sources[where.source].path)},
          {"textRange", range}};
}

}  // namespace

void report_sonar(const LintResult& result, const ReportOptions&, std::ostream& out) {
  std::set<std::uint16_t> spoke;
  Json issues = Json::array();
  for (const Diagnostic& diagnostic : result.diagnostics) {
    spoke.insert(diagnostic.rule);
    Json issue = {
        {"ruleId", all_rules()[diagnostic.rule].id},
        {"primaryLocation", location(result.sources, diagnostic.where, diagnostic.message)}};
    for (const Note& note : diagnostic.notes) {
      issue["secondaryLocations"].push_back(location(result.sources, note.where, note.message));
    }
    issues.push_back(std::move(issue));
  }
  Json rules = Json::array();
  for (const std::uint16_t index : spoke) rules.push_back(rule_of(all_rules()[index]));
  const Json document = {{"rules", rules}, {"issues", issues}};
  out << document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace ampslint
