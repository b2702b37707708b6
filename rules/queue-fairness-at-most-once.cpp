#include <fmt/core.h>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const TopicDefinition& queue, Diagnostics& found) {
  if (!queue.is_queue()) return;
  const Text fairness = text_of(queue.element, "FairnessModel");
  const Text semantics = text_of(queue.element, "Semantics");
  if (!is_known(fairness) || !is_known(semantics)) return;
  if (!equal_ignoring_case(semantics.value, "at-most-once")) return;
  if (!equal_ignoring_case(fairness.value, "fast") &&
      !equal_ignoring_case(fairness.value, "proportional")) {
    return;
  }
  found.push_back(
      {.where = fairness.where,
       .message = fmt::format("'{}' is not possible with Semantics 'at-most-once'; only "
                              "'round-robin' is",
                              fairness.value),
       .notes = {{semantics.where, "the semantics are set here"}}});
}

}  // namespace

Rule queue_fairness_at_most_once() { return {Severity::error, check}; }

}  // namespace ampslint
