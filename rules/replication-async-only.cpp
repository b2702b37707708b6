#include <algorithm>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  const bool takes_clients = std::ranges::any_of(
      instance.transports, [](const Transport& transport) { return !transport.is_replication(); });
  if (instance.destinations.empty() || !takes_clients || instance.incomplete) return;
  for (const Destination& destination : instance.destinations) {
    if (!is_known(destination.sync_type())) return;
    if (!equal_ignoring_case(destination.sync_type().value, "async")) return;
  }
  found.push_back({.where = child_of(&instance.root(), "Replication")->name().where,
                   .message = "every destination is 'async': a message is acknowledged to its "
                              "publisher when only this instance has it"});
}

}  // namespace

Rule replication_async_only() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
