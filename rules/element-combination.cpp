#include <fmt/core.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/missing_elements.hpp"

namespace ampslint {
namespace {

/// A sibling that is given and not set to its default, or null.
const Element* set_sibling(const SchemaNode& node, std::string_view name) {
  const Element* sibling = child_of(node.element->parent, name);
  if (sibling == nullptr || sibling->text().unresolved) return nullptr;
  const SchemaElement& row = *schema_element(*node.model(), name);
  const bool is_default =
      !row.default_value.empty() && equal_ignoring_case(row.default_value, sibling->text().value);
  return is_default ? nullptr : sibling;
}

void check(const SchemaNode& node, Diagnostics& found) {
  if (node.schema == nullptr || !node.applies()) return;
  for (const std::string_view name : words(node.schema->excludes)) {
    const Element* other = set_sibling(node, name);
    if (other == nullptr) continue;
    found.push_back(
        {.where = node.element->name().where,
         .message = fmt::format("'{}' cannot be used with '{}'", node.schema->name, name),
         .notes = {{other->name().where, "the other one is here"}}});
  }
  const std::string_view needed = node.schema->needs;
  if (needed.empty() || may_have(*node.element->parent, needed)) return;
  found.push_back({.where = node.element->name().where,
                   .message = fmt::format("'{}' needs '{}'", node.schema->name, needed)});
}

}  // namespace

Rule element_combination() { return {Severity::error, check}; }

}  // namespace ampslint
