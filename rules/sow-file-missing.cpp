#include <fmt/core.h>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/missing_elements.hpp"

namespace ampslint {
namespace {

void check(const TopicDefinition& topic, Diagnostics& found) {
  if (topic.kind != TopicKind::topic || may_have(*topic.element, "FileName")) return;
  Text durability = text_of(topic.element, "Durability");
  if (!durability) durability = text_of(topic.element, "Duration");
  const bool persistent = !durability || (!durability.unresolved &&
                                          equal_ignoring_case(durability.value, "persistent"));
  if (!persistent) return;
  found.push_back({.where = topic.element->name().where,
                   .message = "a persistent topic needs a 'FileName'; a 'transient' one does "
                              "not"});
}

}  // namespace

Rule sow_file_missing() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
