#include <fmt/core.h>

#include <map>
#include <utility>

#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  std::map<std::pair<const Element*, const SchemaElement*>, const Element*> seen;
  for (const SchemaNode& node : instance.nodes) {
    if (node.schema == nullptr || node.schema->occurs == Occurs::many) continue;
    const auto [first, is_first] =
        seen.try_emplace({node.element->parent, node.schema}, node.element);
    if (is_first) continue;
    found.push_back(
        {.where = node.element->name.where,
         .message = fmt::format("'{}' stands twice in '{}'", node.schema->name, node.model->name),
         .notes = {{first->second->name.where, "the first one is here"}}});
  }
}

}  // namespace

Rule element_repeated() { return {Severity::warning, check}; }

}  // namespace ampslint
