#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "support/sow.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  if (takes_patterns(instance.root()) != true) return;
  for (const TopicDefinition& queue : instance.topics) {
    if (!queue.is_queue() || queue.element->incomplete) continue;
    const Text underlying = text_of(queue.element, "UnderlyingTopic");
    const Text target = text_of(queue.element, "DefaultPublishTarget");
    if (!is_known(underlying)) continue;
    if (!target && is_surely_pattern(underlying.value)) {
      found.push_back(
          {.where = underlying.where,
           .message = fmt::format("'{}' is a pattern: the queue needs a 'DefaultPublishTarget'",
                                  underlying.value)});
    }
    if (!is_known(target)) continue;
    if (covers(underlying, target.value, *instance.regexes) != false) continue;
    found.push_back({.where = target.where,
                     .message = fmt::format("'{}' is not among the queue's topics, which are '{}'",
                                            target.value, underlying.value),
                     .notes = {{underlying.where, "they are set here"}}});
  }
}

}  // namespace

Rule queue_default_target() { return {Severity::error, check}; }

}  // namespace ampslint
