#include <fmt/core.h>

#include <set>
#include <utility>

#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  // Which of two counts is not documented; element-repeated tells them.
  std::set<std::pair<const Element*, const SchemaElement*>> given;
  for (const SchemaNode& node : instance.nodes) {
    if (node.element->text) given.emplace(node.element->parent, node.schema);
  }
  for (const SchemaNode& node : instance.nodes) {
    const Element& element = *node.element;
    if (node.schema == nullptr || element.text || element.incomplete) continue;
    if (!node.is_required() || node.schema->value == ValueKind::none) continue;
    if (given.contains({element.parent, node.schema})) continue;
    found.push_back({.where = element.name.where,
                     .message = fmt::format("'{}' has no value", node.schema->name)});
  }
}

}  // namespace

Rule element_empty() { return {Severity::error, check}; }

}  // namespace ampslint
