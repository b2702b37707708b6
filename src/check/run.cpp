#include "check/run.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>

#include "base/parallel.hpp"
#include "check/apply.hpp"
#include "check/block_checker.hpp"
#include "check/failover.hpp"
#include "check/finish.hpp"
#include "check/fleet.hpp"
#include "check/policy.hpp"
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

  InstanceJobs(const RuleTable& table, LintResult& result)
      : table_(table), result_(result), policies_(table, result) {
    result_.ran.set(kind_of<CheckOf<Policy>>);
    if (!policies_.empty()) {
      jobs_.emplace_back([this](const Instance& instance, Findings& found) {
        policies_.check(instance, found.reported);
        keep_within_limit(result_.most_diagnostics, table_, found.reported, found.unreported);
      });
    }
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
  const PolicyPlan policies_;
  std::vector<Job> jobs_;
};

/// Checks each instance by itself: so many things to do, whatever there is more of, instances or
/// what is in one. Those whose findings are known are not checked again.
class InstanceChecks {
 public:
  InstanceChecks(const RuleTable& table, LintResult& result)
      : jobs_(table, result), table_(table), result_(result), keeps_(!known().empty()) {
    for (std::size_t i = 0; i < instances().size(); ++i) {
      if (!instances()[i]->readable || (keeps_ && known()[i])) continue;
      unknown_.push_back(i);
      elements_ += instances()[i]->nodes.size();
    }
  }

  void run(std::size_t threads) {
    constexpr std::size_t worth_threads = 5'000;
    in_parts(
        unknown_.size() * jobs_.all().size(), elements_ < worth_threads ? 1 : threads,
        [this](std::size_t begin, std::size_t end) { return check(begin, end); },
        [this](std::vector<Part>&& parts) {
          for (Part& part : parts) take(std::move(part));
        });
    if (keeps_) add_known();
  }

 private:
  struct Part {
    std::size_t instance = 0;
    Findings found;
  };

  const Instances& instances() const { return result_.inputs.instances; }
  std::vector<InstanceFindings>& known() { return result_.inputs.findings; }

  std::vector<Part> check(std::size_t begin, std::size_t end) const {
    const std::vector<InstanceJobs::Job>& jobs = jobs_.all();
    std::vector<Part> parts;
    for (std::size_t i = begin; i < end; ++i) {
      const std::size_t instance = unknown_[i / jobs.size()];
      if (parts.empty() || (keeps_ && parts.back().instance != instance)) {
        parts.push_back({instance, {.reported = Diagnostics(result_.most_diagnostics)}});
      }
      jobs[i % jobs.size()](*instances()[instance], parts.back().found);
    }
    return parts;
  }

  void take(Part part) {
    if (!keeps_) return add_findings(std::move(part.found), table_, result_);
    std::vector<Diagnostic>& found = found_[part.instance];
    std::ranges::move(part.found.reported, std::back_inserter(found));
    cut_ = cut_ || part.found.unreported != Diagnostics::Counts{};
    add_findings({.reported = {}, .unreported = part.found.unreported}, table_, result_);
  }

  /// In the order of the instances.
  void add_known() {
    for (const std::size_t i : unknown_) {
      known()[i] = std::make_shared<const std::vector<Diagnostic>>(std::move(found_[i]));
    }
    for (const InstanceFindings& found : known()) {
      if (!found) continue;
      Findings again;
      for (const Diagnostic& one : *found) again.reported.push_back(one);
      add_findings(std::move(again), table_, result_);
    }
    if (cut_) known().clear();
  }

  InstanceJobs jobs_;
  const RuleTable& table_;
  LintResult& result_;
  bool keeps_;
  bool cut_ = false;  ///< some findings were only counted
  std::size_t elements_ = 0;
  std::vector<std::size_t> unknown_;  ///< the numbers of the instances to check
  std::map<std::size_t, std::vector<Diagnostic>> found_;
};

void check_instances(const RuleTable& table, std::size_t threads, LintResult& result) {
  const auto defect_rules = rules_that_look_at<DefectKind>();
  result.ran.set(kind_of<DefectKind>);
  for (const auto& instance : result.inputs.instances) {
    for (const Defect& defect : instance->document.defects) {
      report(defect, defect_rules, table, result.diagnostics);
    }
  }
  const std::vector<const Instance*> all = readable(result);
  if (all.empty()) return;
  InstanceChecks(table, result).run(threads);
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
