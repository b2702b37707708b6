#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "model/value.hpp"

namespace ampslint {
namespace {

void check(const SchemaNode& node, Diagnostics& found) {
  if (node.schema == nullptr || node.schema->name != "PerMessageDeflate" || !node.applies()) {
    return;
  }
  const Text text = node.element->text();
  if (!text || text.unresolved) return;
  if (text.value == "enabled" || text.value == "disabled") return;
  Diagnostic diagnostic{
      .where = text.where,
      .message =
          fmt::format("'{}' leaves compression on; only 'disabled' turns it off", text.value)};
  const bool off = !parse_boolean(text.value).value_or(true);
  if (text.pieces.empty()) {
    diagnostic.fix = {{{text.where, off ? "disabled" : "enabled"}}, false};
  }
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule transport_deflate_value() {
  return {.severity = Severity::warning, .check = check, .fixable = true};
}

}  // namespace ampslint
