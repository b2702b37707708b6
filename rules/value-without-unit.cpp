#include <fmt/core.h>

#include <utility>

#include "base/ascii.hpp"
#include "base/lists.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

bool is_bare(std::string_view value) {
  return !value.empty() && value.find_first_not_of("0123456789.") == npos;
}

/// Nothing at all needs no unit.
bool is_zero(std::string_view value) { return value.find_first_not_of("0.") == npos; }

void check(const SchemaNode& node, Diagnostics& found) {
  const Text text = node.element->text();
  if (node.schema == nullptr || !node.applies() || !is_known(text)) return;
  const ValueKind kind = node.schema->value;
  if (kind == ValueKind::percentage && is_bare(text.value)) {
    Diagnostic diagnostic{.where = text.where,
                          .message = fmt::format("'{}' has no '%'", text.value)};
    if (text.pieces.empty()) {
      diagnostic.fix = {{{text.where, fmt::format("{}%", text.value)}}, false};
    }
    found.push_back(std::move(diagnostic));
  } else if (kind == ValueKind::interval || kind == ValueKind::intervals) {
    for (const std::string_view part : between_commas(text.value)) {
      if (!is_bare(part) || is_zero(part)) continue;
      const auto begin = static_cast<std::size_t>(part.data() - text.value.data());
      found.push_back({.where = text.span(begin, part.size()),
                       .message = fmt::format(
                           "'{}' has no unit, as in '{}s'; AMPS does not document which it assumes",
                           part, part)});
    }
  }
}

}  // namespace

Rule value_without_unit() {
  return {.severity = Severity::note, .check = check, .fixable = true, .preset = Preset::pedantic};
}

}  // namespace ampslint
