#include <algorithm>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/log_targets.hpp"

namespace ampslint {
namespace {

/// A misspelt level, it may be.
bool has_unknown(const Element& target) {
  const ContentModel& model = *content_model("Target");
  return std::ranges::any_of(target.children(), [&model](const Element& child) {
    return schema_element(model, child.name().value) == nullptr;
  });
}

void check(const Instance& instance, Diagnostics& found) {
  for (const LogTarget& target : read_log_targets(instance.root())) {
    if (target.element->incomplete || has_unknown(*target.element) || target.level() ||
        target.levels() || target.include_errors()) {
      continue;
    }
    found.push_back({.where = target.element->name().where,
                     .message = "this target logs nothing; it has no 'Level', 'Levels' or "
                                "'IncludeErrors'"});
  }
}

}  // namespace

Rule logging_target_silent() { return {Severity::warning, check}; }

}  // namespace ampslint
