#include <fmt/core.h>

#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const SchemaNode& node : instance.nodes) {
    if (node.schema == nullptr || node.schema->since.empty() || !node.applies()) continue;
    if (instance.version >= *parse_version(node.schema->since)) continue;
    found.push_back({.where = node.element->name.where,
                     .message = fmt::format("'{}' came with version {}", node.schema->name,
                                            node.schema->since)});
  }
}

}  // namespace

Rule element_too_new() { return {Severity::warning, check}; }

}  // namespace ampslint
