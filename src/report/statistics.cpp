#include "report/statistics.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <ostream>
#include <tuple>
#include <vector>

#include "base/plural.hpp"
#include "check/rule.hpp"
#include "report/frame.hpp"
#include "report/json_value.hpp"

namespace ampslint {
namespace {

/// What one rule found; overrides and `--severity` may give it several severities.
struct RuleCount {
  std::string_view rule;
  Severity severity = Severity::error;
  std::size_t count = 0;
  std::size_t fixable = 0;
  std::size_t safe = 0;  ///< of the fixable ones
};

std::vector<RuleCount> counts_of(const LintResult& result) {
  std::map<std::pair<std::uint16_t, Severity>, RuleCount> counts;
  for (const Diagnostic& diagnostic : result.diagnostics) {
    RuleCount& one = counts[{diagnostic.rule, *diagnostic.severity}];
    one.rule = result.inputs.rule_of(diagnostic).id;
    one.severity = *diagnostic.severity;
    ++one.count;
    if (!diagnostic.fix) continue;
    ++one.fixable;
    if (diagnostic.fix->safe) ++one.safe;
  }
  std::vector<RuleCount> all;
  for (const auto& [key, one] : counts) all.push_back(one);
  std::ranges::sort(all, [](const RuleCount& a, const RuleCount& b) {
    return std::tuple(b.count, b.severity, a.rule) < std::tuple(a.count, a.severity, b.rule);
  });
  return all;
}

/// `[*]`: all have a fix; `[-]`: some.
std::string_view mark_of(const RuleCount& one) {
  if (one.fixable == 0) return "[ ]";
  return one.fixable == one.count ? "[*]" : "[-]";
}

}  // namespace

void report_statistics_text(const LintResult& result, const ReportOptions& options,
                            std::ostream& out) {
  const std::vector<RuleCount> counts = counts_of(result);
  std::size_t width = 0;
  std::size_t longest = 0;
  std::size_t findings = 0;
  std::size_t fixable = 0;
  for (const RuleCount& one : counts) {
    width = std::max(width, std::to_string(one.count).size());
    longest = std::max(longest, one.rule.size());
    findings += one.count;
    fixable += one.fixable;
  }
  for (const RuleCount& one : counts) {
    out << fmt::format("{:>{}}  {}  {:{}}  {}\n", one.count, width, mark_of(one), one.rule, longest,
                       painted(to_string(one.severity), paint_of(one.severity), options));
  }
  if (findings == 0) {
    out << "no findings\n";
  } else {
    out << fmt::format("{} of {}; {} with a fix ([*] all, [-] some of them)\n",
                       counted(findings, "finding"), counted(counts.size(), "rule"), fixable);
  }
  std::size_t unreported = 0;
  for (const std::size_t number : result.unreported) unreported += number;
  if (unreported > 0) out << fmt::format("and {} more that are only counted\n", unreported);
}

void report_statistics_json(const LintResult& result, const ReportOptions& /*options*/,
                            std::ostream& out) {
  const auto to_json = [](const RuleCount& one) {
    return json::object({{"rule", one.rule},
                         {"severity", to_string(one.severity)},
                         {"count", one.count},
                         {"fixable", one.fixable},
                         {"safe", one.safe}});
  };
  out << json::indented(json::array_of(counts_of(result), to_json)) << '\n';
}

std::span<const NamedReport> statistics_reports() {
  static constexpr NamedReport reports[] = {{"text", report_statistics_text},
                                            {"json", report_statistics_json}};
  return reports;
}

}  // namespace ampslint
