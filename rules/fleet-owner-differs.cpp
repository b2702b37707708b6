#include <fmt/core.h>

#include <map>
#include <tuple>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "support/owned_queues.hpp"

namespace ampslint {
namespace {

void check(const Fleet& fleet, Diagnostics& found) {
  for (const Together& fabric : fleet.fabrics()) {
    std::map<std::tuple<std::string_view, std::string_view, std::string_view>, OwnedQueue> seen;
    for (const OwnedQueue& own : owned_queues(fabric)) {
      const TopicDefinition& queue = *own.queue;
      const OwnedQueue& first =
          seen.try_emplace({own.domain.value, queue.message_type().value, queue.name().value}, own)
              .first->second;
      if (first.owner.value == own.owner.value) continue;
      found.push_back(
          {.where = own.owner.where,
           .message = fmt::format("queue '{}' has the initial owner '{}' here, but '{}' for {}",
                                  queue.name().value, own.owner.value, first.owner.value,
                                  called(*first.instance)),
           .notes = {{first.owner.where, "the other owner is set here"}}});
    }
  }
}

}  // namespace

Rule fleet_owner_differs() { return {Severity::error, check}; }

}  // namespace ampslint
