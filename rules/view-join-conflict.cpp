#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const TopicDefinition& view, Diagnostics& found) {
  if (view.kind != TopicKind::view) return;
  const Element* underlying = child_of(view.element, "UnderlyingTopic");
  const Element* join = child_of(underlying, "Join");
  if (join == nullptr) return;
  if (is_known(underlying->text())) {
    found.push_back({.where = underlying->text().where,
                     .message = "an 'UnderlyingTopic' is a name or holds 'Join', not both",
                     .notes = {{join->name().where, "the join is here"}}});
  }
  if (const Element* filter = child_of(view.element, "Filter")) {
    found.push_back({.where = filter->name().where,
                     .message = "a view with a 'Join' cannot have a 'Filter'",
                     .notes = {{join->name().where, "the join is here"}}});
  }
}

}  // namespace

Rule view_join_conflict() { return {Severity::error, check}; }

}  // namespace ampslint
