#include <fmt/core.h>

#include <map>
#include <string>
#include <utility>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/missing_elements.hpp"

namespace ampslint {
namespace {

/// The queues that more than one instance may have, by message type and name.
using Queues = std::map<std::pair<std::string, std::string_view>, const TopicDefinition*>;

Queues queues_of(const Instance& instance) {
  Queues queues;
  for (const TopicDefinition& queue : instance.topics) {
    if (!queue.is_queue() || queue.kind == TopicKind::local_queue) continue;
    if (!is_known(queue.name()) || !is_known(queue.message_type())) continue;
    queues.try_emplace({to_lower(queue.message_type().value), queue.name().value}, &queue);
  }
  return queues;
}

/// The first topic of the destination that is a queue.
const TopicDefinition* replicated_queue(const Queues& queues, const Destination& destination) {
  for (const ReplicatedTopic& topic : destination.topics) {
    if (!is_known(topic.name()) || !is_known(topic.message_type())) continue;
    const auto queue = queues.find({to_lower(topic.message_type().value), topic.name().value});
    if (queue != queues.end()) return queue->second;
  }
  return nullptr;
}

void check(const Instance& instance, Diagnostics& found) {
  const Text& own = instance.own_group();
  const Queues queues = queues_of(instance);
  for (const Destination& destination : instance.destinations) {
    const TopicDefinition* queue = replicated_queue(queues, destination);
    const Text groups = destination.pass_through();
    Diagnostic diagnostic{.where = groups ? groups.where : destination.where(), .message = {}};
    if (queue != nullptr) diagnostic.notes = {{queue->name().where, "the queue is here"}};
    if (queue != nullptr && groups && is_known(own) &&
        covers(groups, own.value, *instance.regexes) == false) {
      diagnostic.message = fmt::format(
          "'PassThrough' leaves out this instance's own group, '{}', and with it queue messages "
          "from other members",
          own.value);
    } else if (!may_have(*destination.element, "PassThrough")) {
      if (queue == nullptr && instance.destinations.size() < 2) continue;
      diagnostic.message = fmt::format(
          "without a 'PassThrough', {} gets only what is published here, not what other instances "
          "send",
          destination.label());
    } else {
      continue;
    }
    found.push_back(std::move(diagnostic));
  }
}

}  // namespace

Rule replication_pass_through_missing() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
