#include <fmt/core.h>

#include <string>
#include <utility>

#include "base/units.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const SchemaNode& node, Diagnostics& found) {
  const Text text = node.element->text();
  if (node.schema == nullptr || !node.applies() || !is_known(text)) return;
  const bool minutes = node.schema->value == ValueKind::interval && text.value.ends_with('M') &&
                       parse_interval(text.value);
  const bool size =
      node.schema->value == ValueKind::bytes || node.schema->value == ValueKind::memory;
  const bool megabytes = size && text.value.ends_with('m') && parse_bytes(text.value);
  if (!minutes && !megabytes) return;
  const std::string_view number = text.value.substr(0, text.value.size() - 1);
  const std::string clearer = fmt::format("{}{}", number, minutes ? "m" : "MB");
  Diagnostic diagnostic{.where = text.where,
                        .message = fmt::format("'{}' is read as {} here; write '{}'", text.value,
                                               minutes ? "minutes" : "megabytes", clearer)};
  if (text.pieces.empty()) diagnostic.fix = {{{text.where, clearer}}, true};
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule value_ambiguous_unit() {
  return {.severity = Severity::note, .check = check, .fixable = true, .preset = Preset::pedantic};
}

}  // namespace ampslint
