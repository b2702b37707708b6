#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/action_topics.hpp"
#include "support/sow.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  const std::vector<ActionTopic> topics = action_topics(instance);
  if (topics.empty()) return;
  const Sow& sow = sow_of(instance);
  if (!sow.complete()) return;
  for (const ActionTopic& at : topics) {
    if (at.use.place == TopicPlace::any) continue;
    const std::string_view name = at.topic.value;
    const TopicDefinition* defined = at.find(sow);
    Diagnostic diagnostic{.where = at.topic.where, .message = {}};
    if (defined == nullptr) {
      if (sow.by_pattern(name, at.type.value) != nullptr) continue;
      diagnostic.message =
          fmt::format("no SOW topic is called '{}' with type '{}'", name, at.type.value);
    } else if (at.use.place == TopicPlace::queue && !at.is_transferable(*defined)) {
      diagnostic.message = fmt::format("'{}' is not a queue that transfers messages", name);
      diagnostic.notes = {{defined->name().where, "it is defined here"}};
    } else {
      continue;
    }
    found.push_back(std::move(diagnostic));
  }
}

}  // namespace

Rule action_topic_unknown() { return {Severity::error, check}; }

}  // namespace ampslint
