#include "check/failover.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Failover& list, Diagnostics& found) {
  // uri-list-in-one-string reports several in one.
  if (list.strings.size() != 1 || !list.strings.front().second.empty()) return;
  found.push_back({.where = list.strings.front().where,
                   .message = "a list with one endpoint has nothing to fail over to"});
}

}  // namespace

Rule failover_single_endpoint() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
