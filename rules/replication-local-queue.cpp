#include <fmt/core.h>

#include <map>
#include <string>
#include <utility>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  std::map<std::pair<std::string, std::string_view>, const TopicDefinition*> local;
  for (const TopicDefinition& topic : instance.topics) {
    if (topic.kind != TopicKind::local_queue) continue;
    if (!is_known(topic.name()) || !is_known(topic.message_type())) continue;
    local.try_emplace({to_lower(topic.message_type().value), topic.name().value}, &topic);
  }
  for (const Destination& destination : instance.destinations) {
    for (const ReplicatedTopic& topic : destination.topics) {
      if (!is_known(topic.name()) || !is_known(topic.message_type())) continue;
      const auto queue = local.find({to_lower(topic.message_type().value), topic.name().value});
      if (queue == local.end()) continue;
      found.push_back({.where = topic.name().where,
                       .message = fmt::format("'{}' is a 'LocalQueue', which cannot be replicated",
                                              topic.name().value),
                       .notes = {{queue->second->name().where, "the queue is here"}}});
    }
  }
}

}  // namespace

Rule replication_local_queue() { return {Severity::error, check}; }

}  // namespace ampslint
