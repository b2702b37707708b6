#include <fmt/core.h>

#include <map>
#include <ostream>

#include "check/rule.hpp"
#include "report/fingerprint.hpp"
#include "report/json_value.hpp"
#include "report/report.hpp"

namespace ampslint {
namespace {

/// By what is wrong and not by where it stands, so that it stays when lines move. Two that are the
/// same in everything are distinguished by a number.
std::string fingerprint(const LintResult& result, const Diagnostic& diagnostic,
                        std::string_view path, std::map<std::string, int>& given) {
  const std::string what = fmt::format("{}\n{}\n{}\n{}", result.inputs.rule_of(diagnostic).id, path,
                                       result.inputs.shown(diagnostic.where), diagnostic.message);
  const int number = ++given[what];
  return fmt::format("{:016x}", fnv1a(number == 1 ? what : fmt::format("{}\n{}", what, number)));
}

}  // namespace

void report_gitlab(const LintResult& result, const ReportOptions& options, std::ostream& out) {
  std::map<std::string, int> given;
  json::Value items = json::array();
  for (const Diagnostic& diagnostic : result.diagnostics) {
    const Span where = diagnostic.where;
    const Position at = result.inputs.sources.position(where.source, where.begin);
    const std::string_view id = result.inputs.rule_of(diagnostic).id;
    const Source& source = result.inputs.sources[where.source];
    const std::string path = repository_path(source, options);
    const json::Value begin = json::object({{"line", at.line}, {"column", at.column}});
    const json::Value location =
        json::object({{"path", path}, {"positions", json::object({{"begin", begin}})}});
    // GitLab does not show the check's name.
    items.push(
        json::object({{"description", fmt::format("{}: {}", id, diagnostic.message)},
                      {"check_name", id},
                      {"fingerprint", fingerprint(result, diagnostic, path, given)},
                      {"severity", by_severity(*diagnostic.severity, "critical", "major", "info")},
                      {"location", location}}));
  }
  out << json::indented(items) << '\n';
}

}  // namespace ampslint
