#include <fmt/core.h>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/missing_elements.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const TopicDefinition& topic : instance.topics) {
    if (topic.kind != TopicKind::topic || may_have(*topic.element, "FileName")) continue;
    Text durability = text_of(topic.element, "Durability");
    if (!durability) durability = text_of(topic.element, "Duration");
    const bool persistent = !durability || (!durability.unresolved &&
                                            equal_ignoring_case(durability.value, "persistent"));
    if (!persistent) continue;
    found.push_back({.where = topic.element->name().where,
                     .message = "a persistent topic needs a 'FileName'; a 'transient' one does "
                                "not"});
  }
}

}  // namespace

Rule sow_file_missing() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
