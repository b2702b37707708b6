#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/missing_elements.hpp"

namespace ampslint {
namespace {

void check(const Destination& destination, Diagnostics& found) {
  const Element& element = *destination.element;
  if (may_have(element, "Name") || may_have(element, "Group")) return;
  found.push_back({.where = element.name().where,
                   .message = "the destination has neither a 'Name' nor a 'Group'"});
}

}  // namespace

Rule replication_destination_unnamed() { return {Severity::error, check}; }

}  // namespace ampslint
