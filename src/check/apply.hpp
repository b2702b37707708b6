#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "check/rule.hpp"
#include "check/run.hpp"

namespace ampslint {

using FleetCheck = CheckOf<Fleet>;
using UpgradeCheck = CheckOf<Upgrade>;
using FailoverCheck = CheckOf<Failover>;
using StringCheck = CheckOf<ConnectionString>;
using MatchCheck = CheckOf<Match>;
using ProxiedCheck = CheckOf<Proxied>;

/// A rule whose check looks at what `Looks` takes.
template <typename Looks>
struct RuleOf {
  Looks check;
  Severity severity;
  When when;
  About about;
  std::uint16_t index;
};

/// The number of that kind of rules in `LintResult::ran`.
template <typename Looks>
inline constexpr std::size_t kind_of = Check(Looks{}).index();

/// The rules of that kind, in order.
template <typename Looks>
std::vector<RuleOf<Looks>> rules_that_look_at() {
  std::vector<RuleOf<Looks>> found;
  for (const std::uint16_t index : rules_of_kind(kind_of<Looks>)) {
    const Rule& rule = all_rules()[index].rule;
    found.push_back({std::get<Looks>(rule.check), rule.severity, rule.when, rule.about, index});
  }
  return found;
}

inline bool is_error(const Diagnostic& diagnostic) {
  return diagnostic.severity == Severity::error;
}

/// Runs one rule and stamps what it adds.
template <typename Looks, typename Subject>
void apply(const RuleOf<Looks>& rule, const Subject& subject, Diagnostics& found) {
  const std::size_t before = found.size();
  rule.check(subject, found);
  if (found.size() > before) found.stamp(before, rule.index, rule.severity);
}

/// Adds a defect as the rule that names its kind reports it, if that rule is enabled.
inline void report(const Defect& defect, const std::vector<RuleOf<DefectKind>>& rules,
                   const RuleTable& table, std::vector<Diagnostic>& found) {
  for (const RuleOf<DefectKind>& rule : rules) {
    if (defect.kind != rule.check || !table.enabled(rule.index)) continue;
    Diagnostic& reported = found.emplace_back(defect.diagnostic);
    reported.rule = rule.index;
    if (!reported.severity) reported.severity = rule.severity;
  }
}

}  // namespace ampslint
