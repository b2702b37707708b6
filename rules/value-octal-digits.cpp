#include <fmt/core.h>

#include <utility>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "model/value.hpp"

namespace ampslint {
namespace {

void check(const SchemaNode& node, Diagnostics& found) {
  constexpr std::size_t digits = 4;
  if (node.schema == nullptr || node.schema->value != ValueKind::octal) return;
  const Text text = node.element->text();
  if (!node.applies() || !is_known(text) || text.value.size() == digits) return;
  if (check_value(*node.schema, text.value)) return;
  Diagnostic diagnostic{.where = text.where,
                        .message = fmt::format("'{}' has {} digits; the manual writes masks "
                                               "with four",
                                               text.value, text.value.size())};
  if (text.value.size() < digits && text.pieces.empty()) {
    diagnostic.fix = {{{text.where, fmt::format("{:0>4}", text.value)}}, false};
  }
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule value_octal_digits() {
  return {.severity = Severity::note, .check = check, .fixable = true, .preset = Preset::pedantic};
}

}  // namespace ampslint
