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
void add(Findings&& found, const Telling& telling, Outcome& outcome) {
  std::ranges::move(found.told, std::back_inserter(outcome.diagnostics));
  for (std::size_t i = 0; i < found.untold.size(); ++i) outcome.untold.at(i) += found.untold.at(i);
  keep_within_limit(outcome.most_diagnostics, telling, outcome.diagnostics, outcome.untold);
}

/// Runs one kind of rules over one subject, and keeps what is to be told.
template <typename Looks, typename Subject>
void judge_by(const std::vector<RuleOf<Looks>>& rules, const Subject& subject,
              const Telling& telling, Outcome& outcome) {
  outcome.ran.set(kind_of<Looks>);
  for (const RuleOf<Looks>& rule : rules) {
    apply(rule, subject, outcome.diagnostics);
    keep_within_limit(outcome.most_diagnostics, telling, outcome.diagnostics, outcome.untold);
  }
}

/// The rules of that kind that are told somewhere.
template <typename Looks>
std::vector<RuleOf<Looks>> told_rules(const Telling& telling) {
  std::vector<RuleOf<Looks>> rules = rules_that_look_at<Looks>();
  std::erase_if(rules, [&telling](const auto& rule) { return !telling.tells(rule.index); });
  return rules;
}

std::vector<const Instance*> readable(const Outcome& outcome) {
  std::vector<const Instance*> found;
  for (const auto& instance : outcome.instances) {
    if (instance->readable) found.push_back(instance.get());
  }
  return found;
}

/// Each instance is judged by each rule: so many things to do, whatever there is more of.
void judge_instances(const Telling& telling, std::size_t threads, Outcome& outcome) {
  const auto defect_rules = rules_that_look_at<DefectKind>();
  const auto rules = told_rules<InstanceCheck>(telling);
  outcome.ran.set(kind_of<DefectKind>);
  std::size_t elements = 0;
  for (const auto& instance : outcome.instances) {
    for (const Defect& defect : instance->document.defects) {
      tell(defect, defect_rules, telling, outcome.diagnostics);
    }
    elements += instance->nodes.size();
  }
  const std::vector<const Instance*> all = readable(outcome);
  if (!all.empty()) outcome.ran.set(kind_of<InstanceCheck>);
  const auto judge = [&](std::size_t begin, std::size_t end) {
    Findings found;
    for (std::size_t i = begin; i < end; ++i) {
      apply(rules[i % rules.size()], *all[i / rules.size()], found.told);
      keep_within_limit(outcome.most_diagnostics, telling, found.told, found.untold);
    }
    return found;
  };
  constexpr std::size_t worth_threads = 5'000;
  in_parts(all.size() * rules.size(), elements < worth_threads ? 1 : threads, judge,
           [&](Findings&& found) { add(std::move(found), telling, outcome); });
  if (all.size() > 1) judge_by(told_rules<FleetCheck>(telling), Fleet(all), telling, outcome);
}

void judge_lists(const Strings& strings, const Telling& telling, Outcome& outcome) {
  const auto rules = told_rules<FailoverCheck>(telling);
  for (const auto& [begin, end] : strings.lists) {
    std::vector<ConnectionString> list;
    for (std::size_t i = begin; i < end; ++i) {
      list.push_back(read_connection_string(strings.all[i].text, strings.all[i].kind));
    }
    judge_by(rules, Failover{list}, telling, outcome);
  }
}

/// The mistakes in transports that keep strings from being judged are told of afterwards.
Consequences judge_strings(const Strings& strings, const Proxies& proxies, const Telling& telling,
                           std::size_t threads, Outcome& outcome) {
  if (strings.all.empty()) return {};
  Consequences consequences;
  const Grounds grounds{.outcome = outcome, .proxies = proxies, .telling = telling};
  const std::span<const GivenString> all = strings.all;
  const bool hosts_matter = !proxies.empty() || grounds.index.knows_hosts();
  // Each thread has its own: together they take little of what the strings themselves take.
  constexpr std::size_t most_precedents = 100'000;
  const auto judge = [&all, &grounds,
                      precedents = Precedents(hosts_matter, most_precedents / threads)](
                         std::size_t begin, std::size_t end) mutable {
    return judge_strings(all.subspan(begin, end - begin), grounds, precedents);
  };
  outcome.connections.reserve(all.size());
  constexpr std::size_t worth_threads = 100;
  in_parts(all.size(), all.size() < worth_threads ? 1 : threads, judge, [&](StringFindings&& part) {
    add(std::move(part.found), telling, outcome);
    std::ranges::move(part.connections, std::back_inserter(outcome.connections));
    for (const Span secret : part.secrets) outcome.sources.hide(secret);
    consequences.add(part.consequences);
    outcome.ran |= part.ran;
  });
  return consequences;
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  constexpr std::array<std::string_view, verdict_count> names{"compatible", "refused", "unserved",
                                                              "invalid", "unknown"};
  return names.at(static_cast<std::size_t>(verdict));
}

void judge(const Strings& strings, const Proxies& proxies, const Telling& telling,
           std::size_t threads, Outcome& outcome) {
  judge_instances(telling, threads, outcome);
  const Consequences consequences = judge_strings(strings, proxies, telling, threads, outcome);
  judge_lists(strings, telling, outcome);
  consequences.tell(outcome);
}

void judge_upgrade(Version to, const Telling& telling, Outcome& outcome) {
  const auto rules = told_rules<UpgradeCheck>(telling);
  for (const Instance* instance : readable(outcome)) {
    judge_by(rules, Upgrade{.instance = *instance, .from = instance->version, .to = to}, telling,
             outcome);
  }
}

}  // namespace ampslint
