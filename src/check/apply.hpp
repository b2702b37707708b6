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

/// The rules of that kind, in order.
template <typename Looks>
std::vector<RuleOf<Looks>> rules_that_look_at() {
  std::vector<RuleOf<Looks>> found;
  std::uint16_t index = 0;
  for (const NamedRule& named : all_rules()) {
    if (const auto* check = std::get_if<Looks>(&named.rule.check)) {
      found.push_back({*check, named.rule.severity, named.rule.when, named.rule.about, index});
    }
    ++index;
  }
  return found;
}

/// The number of that kind of rules in `LintResult::ran`.
template <typename Looks>
inline constexpr std::size_t kind_of = Check(Looks{}).index();

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
