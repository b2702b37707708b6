#include <fmt/core.h>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const TopicDefinition& queue : instance.topics) {
    if (!queue.is_queue()) continue;
    const Text fairness = text_of(queue.element, "FairnessModel");
    const Text semantics = text_of(queue.element, "Semantics");
    if (!is_known(fairness) || !is_known(semantics)) continue;
    if (!equal_ignoring_case(semantics.value, "at-most-once")) continue;
    if (!equal_ignoring_case(fairness.value, "fast") &&
        !equal_ignoring_case(fairness.value, "proportional")) {
      continue;
    }
    found.push_back(
        {.where = fairness.where,
         .message = fmt::format("'{}' is not possible with Semantics 'at-most-once'; only "
                                "'round-robin' is",
                                fairness.value),
         .notes = {{semantics.where, "the semantics are set here"}}});
  }
}

}  // namespace

Rule queue_fairness_at_most_once() { return {Severity::error, check}; }

}  // namespace ampslint
