#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/missing_elements.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  if (instance.destinations.empty() || may_have(instance.root(), "TransactionLog")) return;
  const Element* replication = child_of(&instance.root(), "Replication");
  found.push_back(
      {.where = replication->name().where,
       .message = "'Replication' without a 'TransactionLog': nothing is recorded to replicate"});
}

}  // namespace

Rule replication_without_log() { return {Severity::error, check}; }

}  // namespace ampslint
