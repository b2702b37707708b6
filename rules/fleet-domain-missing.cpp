#include <fmt/core.h>

#include <map>
#include <tuple>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "support/owned_queues.hpp"

namespace ampslint {
namespace {

/// An instance, a type and a name.
using Key = std::tuple<std::string_view, std::string_view, std::string_view>;

void check(const Fleet& fleet, Diagnostics& found) {
  for (const Together& fabric : fleet.fabrics()) {
    const std::vector<OwnedQueue> queues = owned_queues(fabric);
    std::map<Key, const OwnedQueue*> all;
    for (const OwnedQueue& own : queues) {
      const TopicDefinition& queue = *own.queue;
      all[{own.instance->name.value, queue.message_type().value, queue.name().value}] = &own;
    }
    for (const OwnedQueue& own : queues) {
      const TopicDefinition& queue = *own.queue;
      const auto at_owner =
          all.find({own.owner.value, queue.message_type().value, queue.name().value});
      if (at_owner == all.end() || at_owner->second->domain.value == own.domain.value) continue;
      found.push_back(
          {.where = own.owner.where,
           .message =
               fmt::format("'{}' is in group '{}', so without a common GroupLocalQueueDomain, "
                           "queue '{}' of group '{}' is a different queue",
                           own.owner.value, at_owner->second->domain.value, queue.name().value,
                           own.domain.value),
           .notes = {{at_owner->second->queue->name().where, "the owner's queue is here"}}});
    }
  }
}

}  // namespace

Rule fleet_domain_missing() { return {Severity::warning, check}; }

}  // namespace ampslint
