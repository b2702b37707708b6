#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/missing_elements.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const Destination& destination : instance.destinations) {
    const Element& element = *destination.element;
    if (may_have(element, "Name") || may_have(element, "Group")) continue;
    found.push_back({.where = element.name().where,
                     .message = "the destination has neither a 'Name' nor a 'Group'"});
  }
}

}  // namespace

Rule replication_destination_unnamed() { return {Severity::error, check}; }

}  // namespace ampslint
