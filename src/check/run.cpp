#include "check/run.hpp"

#include <algorithm>
#include <iterator>

#include "base/parallel.hpp"
#include "check/apply.hpp"
#include "check/blocked_strings.hpp"
#include "check/check_strings.hpp"
#include "check/failover.hpp"
#include "check/fleet.hpp"
#include "check/upgrade.hpp"

namespace ampslint {
namespace {

/// Keeps what is found, as far as the outcome has room.
void add(Findings&& found, const RuleTable& table, LintResult& result) {
  std::ranges::move(found.reported, std::back_inserter(result.diagnostics));
  for (std::size_t i = 0; i < found.unreported.size(); ++i)
    result.unreported.at(i) += found.unreported.at(i);
  keep_within_limit(result.most_diagnostics, table, result.diagnostics, result.unreported);
}

/// Runs one kind of rules over one subject, and keeps what is to be told.
template <typename Looks, typename Subject>
void run_rules(const std::vector<RuleOf<Looks>>& rules, const Subject& subject,
               const RuleTable& table, LintResult& result) {
  result.ran.set(kind_of<Looks>);
  for (const RuleOf<Looks>& rule : rules) {
    apply(rule, subject, result.diagnostics);
    keep_within_limit(result.most_diagnostics, table, result.diagnostics, result.unreported);
  }
}

/// The rules of that kind that are told somewhere.
template <typename Looks>
std::vector<RuleOf<Looks>> enabled_rules(const RuleTable& table) {
  std::vector<RuleOf<Looks>> rules = rules_that_look_at<Looks>();
  std::erase_if(rules, [&table](const auto& rule) { return !table.enabled(rule.index); });
  return rules;
}

std::vector<const Instance*> readable(const LintResult& result) {
  std::vector<const Instance*> found;
  for (const auto& instance : result.instances) {
    if (instance->readable) found.push_back(instance.get());
  }
  return found;
}

/// Each instance is judged by each rule: so many things to do, whatever there is more of.
void check_instances(const RuleTable& table, std::size_t threads, LintResult& result) {
  const auto defect_rules = rules_that_look_at<DefectKind>();
  const auto rules = enabled_rules<InstanceCheck>(table);
  result.ran.set(kind_of<DefectKind>);
  std::size_t elements = 0;
  for (const auto& instance : result.instances) {
    for (const Defect& defect : instance->document.defects) {
      report(defect, defect_rules, table, result.diagnostics);
    }
    elements += instance->nodes.size();
  }
  const std::vector<const Instance*> all = readable(result);
  if (!all.empty()) result.ran.set(kind_of<InstanceCheck>);
  const auto run_checks = [&](std::size_t begin, std::size_t end) {
    Findings found;
    for (std::size_t i = begin; i < end; ++i) {
      apply(rules[i % rules.size()], *all[i / rules.size()], found.reported);
      keep_within_limit(result.most_diagnostics, table, found.reported, found.unreported);
    }
    return found;
  };
  constexpr std::size_t worth_threads = 5'000;
  in_parts(all.size() * rules.size(), elements < worth_threads ? 1 : threads, run_checks,
           [&](Findings&& found) { add(std::move(found), table, result); });
  if (all.size() > 1) run_rules(enabled_rules<FleetCheck>(table), Fleet(all), table, result);
}

void check_failover_lists(const StringInputs& strings, const RuleTable& table, LintResult& result) {
  const auto rules = enabled_rules<FailoverCheck>(table);
  for (const auto& [begin, end] : strings.lists) {
    std::vector<ConnectionString> list;
    for (std::size_t i = begin; i < end; ++i) {
      list.push_back(read_connection_string(strings.all[i].text, strings.all[i].kind));
    }
    run_rules(rules, Failover{list}, table, result);
  }
}

/// The mistakes in transports that keep strings from being judged are told of afterwards.
BlockedStrings check_strings(const StringInputs& strings, const Proxies& proxies,
                             const RuleTable& table, std::size_t threads, LintResult& result) {
  if (strings.all.empty()) return {};
  BlockedStrings blocked;
  const CheckContext context{.result = result, .proxies = proxies, .table = table};
  const std::span<const StringInput> all = strings.all;
  const bool hosts_matter = !proxies.empty() || context.index.knows_hosts();
  // Each thread has its own: together they take little of what the strings themselves take.
  constexpr std::size_t most_cached = 100'000;
  const auto run_checks = [&all, &context,
                           cache = VerdictCache(hosts_matter, most_cached / threads)](
                              std::size_t begin, std::size_t end) mutable {
    return check_strings(all.subspan(begin, end - begin), context, cache);
  };
  result.connections.reserve(all.size());
  constexpr std::size_t worth_threads = 100;
  in_parts(all.size(), all.size() < worth_threads ? 1 : threads, run_checks,
           [&](StringFindings&& part) {
             add(std::move(part.found), table, result);
             std::ranges::move(part.connections, std::back_inserter(result.connections));
             for (const Span secret : part.secrets) result.sources.hide(secret);
             blocked.add(part.blocked);
             result.ran |= part.ran;
           });
  return blocked;
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  constexpr std::array<std::string_view, verdict_count> names{"compatible", "refused", "unserved",
                                                              "invalid", "unknown"};
  return names.at(static_cast<std::size_t>(verdict));
}

void run_checks(const StringInputs& strings, const Proxies& proxies, const RuleTable& table,
                std::size_t threads, LintResult& result) {
  check_instances(table, threads, result);
  const BlockedStrings blocked = check_strings(strings, proxies, table, threads, result);
  check_failover_lists(strings, table, result);
  blocked.report(result);
}

void check_upgrade(Version to, const RuleTable& table, LintResult& result) {
  const auto rules = enabled_rules<UpgradeCheck>(table);
  for (const Instance* instance : readable(result)) {
    run_rules(rules, Upgrade{.instance = *instance, .from = instance->version, .to = to}, table,
              result);
  }
}

}  // namespace ampslint
