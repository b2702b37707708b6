#include "check/policy.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/limits.hpp"
#include "base/printable.hpp"
#include "base/suggest.hpp"
#include "check/result.hpp"
#include "check/rule_table.hpp"
#include "load/xml/xpath_steps.hpp"
#include "model/schema.hpp"

namespace ampslint {
namespace {

const XPath* condition_of(const Policy& policy) {
  return policy.unless ? &*policy.unless : nullptr;
}

double steps_of(const Policy& policy, const Element& root, const xpath::Shape& shape) {
  double steps = xpath::most_steps(policy.selects.tokens(), shape);
  if (policy.unless) {
    // For each node that is selected, which is any in the worst case.
    steps += shape.all().nodes * xpath::most_steps(policy.unless->tokens(), shape);
  }
  return steps * static_cast<double>(evaluations(root, policy.selects, condition_of(policy)));
}

}  // namespace

PolicyPlan::PolicyPlan(const RuleTable& table, LintResult& result) {
  for (const Policy& policy : result.inputs.policies) {
    if (table.enabled(policy.rule)) policies_.push_back(&policy);
  }
  if (policies_.empty()) return;
  auto left = static_cast<double>(limits::policy_steps);
  for (const auto& instance : result.inputs.instances) {
    if (!instance->readable) continue;
    const xpath::Shape shape = xpath::shape_of(instance->root());
    for (const auto& [name, extent] : shape.named) met_.emplace(name);
    for (const Policy* policy : policies_) {
      const double steps = steps_of(*policy, instance->root(), shape);
      if (steps <= left) {
        left -= steps;
        continue;
      }
      left_out_.emplace_back(instance.get(), policy);
      result.errors.push_back({fmt::format(
          "{}: '{}' takes too many steps to apply to '{}' and is not checked there",
          place(result.inputs.sources, policy->where), result.inputs.rules[policy->rule].id,
          printable(result.inputs.sources[instance->document.source].path))});
    }
  }
  note_unknown_names(result);
}

/// A slip in a name makes a policy that never finds anything.
void PolicyPlan::note_unknown_names(LintResult& result) const {
  std::vector<std::string_view> names;
  for (const ContentModel& model : schema()) {
    for (const SchemaElement& row : model.rows) names.push_back(row.name);
  }
  for (const Policy* policy : policies_) {
    std::vector<xpath::Token> tested = xpath::tested_names(policy->selects.tokens());
    if (policy->unless) {
      std::ranges::copy(xpath::tested_names(policy->unless->tokens()), std::back_inserter(tested));
    }
    for (const xpath::Token& token : tested) {
      if (met_.contains(token.text) || std::ranges::count(names, token.text) != 0) continue;
      const std::string meant = did_you_mean(token.text, names);
      if (meant.empty()) continue;
      result.notices.push_back(fmt::format("{}: AMPS has no element '{}'{}",
                                           place(result.inputs.sources, policy->where),
                                           printable_start(token.text), meant));
    }
  }
}

std::vector<const Policy*> PolicyPlan::for_instance(const Instance& instance) const {
  std::vector<const Policy*> policies;
  for (const Policy* policy : policies_) {
    if (std::ranges::count(left_out_, std::pair(&instance, policy)) == 0) {
      policies.push_back(policy);
    }
  }
  return policies;
}

void PolicyPlan::check(const Instance& instance, Diagnostics& found) const {
  const std::vector<const Policy*> policies = for_instance(instance);
  if (policies.empty()) return;
  XPathTree tree(instance.root());
  for (const Policy* policy : policies) {
    const std::size_t before = found.size();
    for (const XPathNode& node : tree.select(policy->selects, condition_of(*policy))) {
      found.push_back({.where = node.where(),
                       .message = policy->message,
                       .notes = {{policy->where, "the workspace's policy is set here"}}});
    }
    if (found.size() > before) found.stamp(before, policy->rule, policy->severity);
  }
}

}  // namespace ampslint
