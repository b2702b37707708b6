#include <fmt/core.h>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const SchemaNode& node, Diagnostics& found) {
  const std::string_view name = node.element->name().value;
  const bool include = node.schema == nullptr && equal_ignoring_case(name, "Include");
  if (node.schema == nullptr && !include) return;
  const std::string_view documented = include ? "Include" : node.schema->name;
  if (name == documented) return;
  found.push_back({.where = node.element->name().where,
                   .message = fmt::format("'{}' should be spelled '{}'", name, documented),
                   .fix = {{.edits = rename(*node.element, documented), .safe = false}}});
}

}  // namespace

Rule element_case() { return {.severity = Severity::warning, .check = check, .fixable = true}; }

}  // namespace ampslint
