#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const SchemaNode& node, Diagnostics& found) {
  if (node.schema == nullptr) return;
  if (node.schema->standing == Standing::obsolete) {
    std::string message = fmt::format("'{}' is of an older version", node.schema->name);
    if (!node.schema->notice.empty()) message += fmt::format("; {}", node.schema->notice);
    found.push_back({.where = node.element->name().where, .message = std::move(message)});
  }
  if (node.schema->standing != Standing::legacy) return;
  const std::string_view name = node.schema->synonym_of;
  found.push_back(
      {.where = node.element->name().where,
       .message = fmt::format("'{}' is an older name for '{}'", node.schema->name, name),
       .fix = {{.edits = rename(*node.element, name), .safe = false}}});
}

}  // namespace

Rule element_legacy() {
  return {.severity = Severity::note, .check = check, .fixable = true, .preset = Preset::pedantic};
}

}  // namespace ampslint
