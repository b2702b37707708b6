#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/missing_elements.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  const Element* log = child_of(&instance.root(), "TransactionLog");
  if (log == nullptr || may_have(*log, "Topic")) return;
  found.push_back({.where = log->name().where,
                   .message = "the transaction log has no 'Topic': nothing is recorded"});
}

}  // namespace

Rule instance_transaction_log_empty() { return {Severity::warning, check}; }

}  // namespace ampslint
