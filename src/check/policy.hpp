#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "load/xml/xpath.hpp"

namespace ampslint {

struct Instance;
struct LintResult;
class RuleTable;

/// A rule of a firm's own, which the workspace gives: each node that it selects is a finding.
struct Policy {
  std::uint16_t rule = 0;  ///< index into the run's rules
  Severity severity = Severity::error;
  Span where;  ///< of its name
  std::string message;
  XPath selects;
  std::optional<XPath> unless = {};
};

/// The policies that are enabled somewhere, by the instances that they are to be checked for.
class PolicyPlan {
 public:
  /// Where policies would take too many steps, they are left out, with an error.
  PolicyPlan(const RuleTable& table, LintResult& result);

  void check(const Instance& instance, Diagnostics& found) const;
  bool empty() const { return policies_.empty(); }

 private:
  void note_unknown_names(LintResult& result) const;
  std::vector<const Policy*> for_instance(const Instance& instance) const;

  std::set<std::string, std::less<>> met_;  ///< names of elements in the instances
  std::vector<const Policy*> policies_;
  std::vector<std::pair<const Instance*, const Policy*>> left_out_;
};

}  // namespace ampslint
