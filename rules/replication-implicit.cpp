#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/missing_elements.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  if (instance.destinations.empty()) return;
  if (instance.name && !may_have(instance.root(), "Group")) {
    found.push_back(
        {.where = instance.name.where,
         .message =
             "without a 'Group', the instance is the only member of a group with its own name"});
  }
  for (const Destination& destination : instance.destinations) {
    for (const ReplicatedTopic& topic : destination.topics) {
      if (may_have(*topic.element, "Name")) continue;
      found.push_back(
          {.where = topic.element->name().where,
           .message = "without a 'Name', every recorded topic of the message type is replicated"});
    }
  }
}

}  // namespace

Rule replication_implicit() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
