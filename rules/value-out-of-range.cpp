#include "check/rule.hpp"
#include "model/instance.hpp"
#include "model/value.hpp"

namespace ampslint {
namespace {

void check(const SchemaNode& node, Diagnostics& found) {
  const Text text = node.element->text();
  if (!node.has_known_value() || !node.applies()) return;
  std::optional<ValueFault> fault = check_range(*node.schema, text.value);
  if (fault) found.push_back({.where = text.where, .message = std::move(fault->message)});
}

}  // namespace

Rule value_out_of_range() { return {Severity::warning, check}; }

}  // namespace ampslint
