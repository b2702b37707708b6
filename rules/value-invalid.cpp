#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "model/value.hpp"

namespace ampslint {
namespace {

/// Port 0 of a destination: reported by replication-address-unusable.
bool is_target(const SchemaNode& node) {
  return node.schema->value == ValueKind::address && node.model()->name == "Destination/Transport";
}

void check(const Instance& instance, Diagnostics& found) {
  const bool patterns = takes_patterns(instance.root()) == true;
  for (const SchemaNode& node : instance.nodes) {
    const Text text = node.element->text();
    if (!node.has_known_value() || !node.applies()) continue;
    std::optional<ValueFault> fault = check_value(*node.schema, text.value);
    if (!fault || (node.schema->value == ValueKind::topics && !patterns)) continue;
    if (is_target(node) && fault->severity == Severity::warning) continue;
    if (node.schema->value == ValueKind::topic && schema_element(*node.model(), "Pattern")) {
      fault->message += "; it belongs in 'Pattern'";
    }
    const std::string_view sibling = sibling_with(*node.model(), *node.schema, text.value);
    if (fault->replacement.empty() && !sibling.empty()) {
      fault->message += fmt::format("; it is a '{}'", sibling);
    }
    Diagnostic diagnostic{.where = text.span(fault->begin, fault->length),
                          .message = std::move(fault->message),
                          .severity = fault->severity};
    // What a variable made is not for the file to change.
    if (!fault->replacement.empty() && text.pieces.empty()) {
      diagnostic.fix = {{{diagnostic.where, std::move(fault->replacement)}}, false};
    }
    found.push_back(std::move(diagnostic));
  }
}

}  // namespace

Rule value_invalid() { return {.severity = Severity::error, .check = check, .fixable = true}; }

}  // namespace ampslint
