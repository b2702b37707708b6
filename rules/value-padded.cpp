#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

/// A name, a path, an address: what other things compare or look up.
bool is_single(const SchemaElement& schema) {
  return is_reference(schema.value) || schema.value == ValueKind::path ||
         schema.value == ValueKind::address || schema.name == "Name" || schema.name == "Group";
}

void check(const SchemaNode& node, Diagnostics& found) {
  if (node.schema == nullptr || !node.element->padded || !is_single(*node.schema)) return;
  found.push_back(
      {.where = node.element->text().where,
       .message = fmt::format("white space around the value of '{}'", node.schema->name)});
}

}  // namespace

Rule value_padded() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
