#include "check/run.hpp"

#include <algorithm>
#include <functional>
#include <iterator>

#include "base/parallel.hpp"
#include "check/apply.hpp"
#include "check/block_checker.hpp"
#include "check/failover.hpp"
#include "check/finish.hpp"
#include "check/fleet.hpp"
#include "check/upgrade.hpp"

namespace ampslint {
namespace {

/// Runs one kind of rules over one subject, and keeps as much as there is room for.
template <typename Looks, typename Subject>
void run_rules(const std::vector<RuleOf<Looks>>& rules, const Subject& subject, std::size_t most,
               const RuleTable& table, Findings& found) {
  for (const RuleOf<Looks>& rule : rules) {
    apply(rule, subject, found.reported);
    if (found.reported.size() <= most) continue;
    keep_within_limit(most, table, found.reported, found.unreported);
  }
}

template <typename Looks, typename Subject>
void run_rules(const std::vector<RuleOf<Looks>>& rules, const Subject& subject,
               const RuleTable& table, LintResult& result) {
  result.ran.set(kind_of<Looks>);
  Findings found{.reported = Diagnostics(result.most_diagnostics)};
  run_rules(rules, subject, result.most_diagnostics, table, found);
  add_findings(std::move(found), table, result);
}

/// The rules of that kind that are enabled somewhere.
template <typename Looks>
std::vector<RuleOf<Looks>> enabled_rules(const RuleTable& table) {
  std::vector<RuleOf<Looks>> rules = rules_that_look_at<Looks>();
  std::erase_if(rules, [&table](const auto& rule) { return !table.enabled(rule.index); });
  return rules;
}

std::vector<const Instance*> readable(const LintResult& result) {
  std::vector<const Instance*> found;
  for (const auto& instance : result.inputs.instances) {
    if (instance->readable) found.push_back(instance.get());
  }
  return found;
}

/// What there is to do with each instance: each rule about the whole of it, and those about each of
/// the things in it, which go through them together.
class InstanceJobs {
 public:
  using Job = std::function<void(const Instance&, Findings&)>;

  InstanceJobs(const RuleTable& table, LintResult& result) : table_(table), result_(result) {
    result_.ran.set(kind_of<CheckOf<Instance>>);
    for (const auto& rule : enabled_rules<CheckOf<Instance>>(table_)) {
      jobs_.emplace_back(
          [this, rules = std::vector{rule}](const Instance& instance, Findings& found) {
            run_rules(rules, instance, result_.most_diagnostics, table_, found);
          });
    }
    add_each<SchemaNode>(&Instance::nodes);
    add_each<Transport>(&Instance::transports);
    add_each<Destination>(&Instance::destinations);
    add_each<TopicDefinition>(&Instance::topics);
    add_each<ActionStep>(&Instance::actions);
    add_each<ModuleDefinition>(&Instance::modules);
  }

  const std::vector<Job>& all() const { return jobs_; }

 private:
  template <typename Subject, typename List>
  void add_each(List Instance::* list) {
    result_.ran.set(kind_of<CheckOf<Subject>>);
    jobs_.emplace_back([this, list, rules = enabled_rules<CheckOf<Subject>>(table_)](
                           const Instance& instance, Findings& found) {
      for (const Subject& subject : instance.*list) {
        run_rules(rules, subject, result_.most_diagnostics, table_, found);
      }
    });
  }

  const RuleTable& table_;
  LintResult& result_;
  std::vector<Job> jobs_;
};

/// So many things to do, whatever there is more of: instances, or what is in one.
void check_instances(const RuleTable& table, std::size_t threads, LintResult& result) {
  const auto defect_rules = rules_that_look_at<DefectKind>();
  result.ran.set(kind_of<DefectKind>);
  std::size_t elements = 0;
  for (const auto& instance : result.inputs.instances) {
    for (const Defect& defect : instance->document.defects) {
      report(defect, defect_rules, table, result.diagnostics);
    }
    elements += instance->nodes.size();
  }
  const std::vector<const Instance*> all = readable(result);
  if (all.empty()) return;
  const InstanceJobs made(table, result);
  const std::vector<InstanceJobs::Job>& jobs = made.all();
  const auto check_part = [&](std::size_t begin, std::size_t end) {
    Findings found{.reported = Diagnostics(result.most_diagnostics)};
    for (std::size_t i = begin; i < end; ++i) {
      jobs[i % jobs.size()](*all[i / jobs.size()], found);
    }
    return found;
  };
  constexpr std::size_t worth_threads = 5'000;
  in_parts(all.size() * jobs.size(), elements < worth_threads ? 1 : threads, check_part,
           [&](Findings&& found) { add_findings(std::move(found), table, result); });
  run_rules(enabled_rules<FleetCheck>(table), Fleet(all), table, result);
}

void check_failover_lists(const RuleTable& table, LintResult& result) {
  const auto rules = enabled_rules<FailoverCheck>(table);
  const StringInputs& strings = result.inputs.strings;
  for (const auto& [begin, end] : strings.lists) {
    std::vector<ConnectionString> list;
    for (std::size_t i = begin; i < end; ++i) {
      list.push_back(read_connection_string(strings.all[i].text, strings.all[i].client));
    }
    run_rules(rules, Failover{list}, table, result);
  }
}

/// The mistakes in transports that keep strings from being checked are reported afterwards.
BlockedStrings check_strings(const RuleTable& table, std::size_t threads, LintResult& result) {
  const std::vector<StringInput>& all = result.inputs.strings.all;
  if (all.empty()) return {};
  return BlockChecker(result.inputs, table, result.most_diagnostics, threads).check(all, result);
}

void check_upgrade(Version to, const RuleTable& table, LintResult& result) {
  const auto rules = enabled_rules<UpgradeCheck>(table);
  for (const Instance* instance : readable(result)) {
    run_rules(rules, Upgrade{.instance = *instance, .from = instance->version, .to = to}, table,
              result);
  }
}

}  // namespace

void add_findings(Findings&& found, const RuleTable& table, LintResult& result) {
  std::ranges::move(found.reported, std::back_inserter(result.diagnostics));
  for (std::size_t i = 0; i < found.unreported.size(); ++i) {
    result.unreported.at(i) += found.unreported.at(i);
  }
  keep_within_limit(result.most_diagnostics, table, result.diagnostics, result.unreported);
}

void note_costly_regexes(LintResult& result) {
  if (!result.inputs.regexes->used_up()) return;
  const std::string_view notice =
      "the regular expressions take too many steps to apply: what depends on some is not checked";
  if (std::ranges::find(result.notices, notice) != result.notices.end()) return;
  result.notices.emplace_back(notice);
}

LintResult check(Inputs inputs, const RuleTable& table, const CheckOptions& options) {
  LintResult result{.inputs = std::move(inputs), .most_diagnostics = options.most_diagnostics};
  result.errors = std::move(result.inputs.errors);
  result.notices = std::move(result.inputs.notices);
  result.summary.files = result.inputs.files;
  check_instances(table, options.threads, result);
  const BlockedStrings blocked = check_strings(table, options.threads, result);
  check_failover_lists(table, result);
  blocked.report(result);
  if (options.upgrade) check_upgrade(*options.upgrade, table, result);
  note_costly_regexes(result);
  return result;
}

}  // namespace ampslint
