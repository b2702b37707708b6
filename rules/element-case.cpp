#include <fmt/core.h>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const SchemaNode& node : instance.nodes) {
    const std::string_view name = node.element->name().value;
    const bool include = node.schema == nullptr && equal_ignoring_case(name, "Include");
    if (node.schema == nullptr && !include) continue;
    const std::string_view documented = include ? "Include" : node.schema->name;
    if (name == documented) continue;
    found.push_back({.where = node.element->name().where,
                     .message = fmt::format("'{}' should be spelled '{}'", name, documented),
                     .fix = {{.edits = rename(*node.element, documented), .safe = false}}});
  }
}

}  // namespace

Rule element_case() { return {.severity = Severity::warning, .check = check, .fixable = true}; }

}  // namespace ampslint
