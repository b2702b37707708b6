#include <fmt/core.h>
#include <fmt/ranges.h>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const SchemaNode& node, Diagnostics& found) {
  if (node.schema == nullptr || node.applies()) return;
  found.push_back(
      {.where = node.element->name().where,
       .message = fmt::format("'{}' has no effect with {} '{}'; it is for '{}'", node.schema->name,
                              node.model()->decided_by, node.variant(),
                              fmt::join(words(node.schema->allowed), "', '"))});
}

}  // namespace

Rule element_inapplicable() { return {Severity::warning, check}; }

}  // namespace ampslint
