#include <fmt/core.h>

#include <ostream>
#include <set>

#include "check/rule.hpp"
#include "report/json_value.hpp"
#include "report/report.hpp"

namespace ampslint {
namespace {

json::Value rule_of(const NamedRule& rule) {
  const bool security = rule.rule.preset == Preset::security;
  const json::Value impact =
      json::object({{"softwareQuality", security ? "SECURITY" : "RELIABILITY"},
                    {"severity", by_severity(rule.rule.severity, "HIGH", "MEDIUM", "LOW")}});
  return json::object({{"id", rule.id},
                       {"name", rule.id},
                       {"description", summary(rule)},
                       {"engineId", "ampslint"},
                       {"cleanCodeAttribute", security ? "TRUSTWORTHY" : "LOGICAL"},
                       {"impacts", json::array({impact})}});
}

/// SonarQube counts lines from 1 and columns from 0, and takes no empty range.
json::Value location(const Sources& sources, Span where, std::string_view message,
                     const ReportOptions& options) {
  const Position start = sources.position(where.source, where.begin);
  const Position end = sources.position(where.source, where.end);
  json::Value range = json::object({{"startLine", start.line}});
  if (start < end) {
    range.add("endLine", end.line);
    range.add("startColumn", start.column - 1).add("endColumn", end.column - 1);
  }
  return json::object({{"message", message},
                       {"filePath", repository_path(sources[where.source], options)},
                       {"textRange", range}});
}

}  // namespace

void report_sonar(const LintResult& result, const ReportOptions& options, std::ostream& out) {
  std::set<std::uint16_t> spoke;
  const auto located = [&](const auto& said) {
    return location(result.inputs.sources, said.where, said.message, options);
  };
  json::Value issues = json::array();
  for (const Diagnostic& diagnostic : result.diagnostics) {
    spoke.insert(diagnostic.rule);
    json::Value issue = json::object({{"ruleId", result.inputs.rule_of(diagnostic).id},
                                      {"primaryLocation", located(diagnostic)}});
    const json::Value others = json::array_of(diagnostic.notes, located);
    if (!others.empty()) issue.add("secondaryLocations", others);
    issues.push(issue);
  }
  const json::Value rules =
      json::array_of(spoke, [&](std::uint16_t rule) { return rule_of(result.inputs.rules[rule]); });
  out << json::indented(json::object({{"rules", rules}, {"issues", issues}})) << '\n';
}

}  // namespace ampslint
