#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/missing_elements.hpp"

namespace ampslint {
namespace {

void check(const Destination& destination, Diagnostics& found) {
  if (may_have(*destination.element, "Topic")) return;
  found.push_back(
      {.where = destination.where(),
       .message = fmt::format("{} has no 'Topic': nothing is replicated", destination.label())});
}

}  // namespace

Rule replication_destination_empty() { return {Severity::warning, check}; }

}  // namespace ampslint
