#include <fmt/core.h>

#include <set>
#include <utility>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

bool lacks_value(const SchemaNode& node) {
  return node.schema != nullptr && !node.element->text() && !node.element->incomplete &&
         node.element->children().empty() && node.schema->value != ValueKind::none &&
         node.is_required();
}

void check(const Instance& instance, Diagnostics& found) {
  std::set<const Element*> doubtful;
  for (const SchemaNode& node : instance.nodes) {
    if (lacks_value(node)) doubtful.insert(node.element->parent);
  }
  if (doubtful.empty()) return;
  // Which of two counts is not documented; element-repeated reports them.
  std::set<std::pair<const Element*, const SchemaElement*>> given;
  for (const SchemaNode& node : instance.nodes) {
    const Element* parent = node.element->parent;
    if (node.element->text() && doubtful.contains(parent)) given.emplace(parent, node.schema);
  }
  for (const SchemaNode& node : instance.nodes) {
    if (!lacks_value(node) || given.contains({node.element->parent, node.schema})) continue;
    found.push_back({.where = node.element->name().where,
                     .message = fmt::format("'{}' has no value", node.schema->name)});
  }
}

}  // namespace

Rule element_empty() { return {Severity::error, check}; }

}  // namespace ampslint
