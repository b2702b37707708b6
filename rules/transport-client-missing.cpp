#include <algorithm>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  if (instance.incomplete) return;
  if (!std::ranges::all_of(instance.transports, &Transport::is_replication)) return;
  found.push_back({.where = instance.name ? instance.name.where : instance.root().name().where,
                   .message = instance.transports.empty()
                                  ? "without a transport, no client can connect"
                                  : "no client can connect: every transport is for replication"});
}

}  // namespace

Rule transport_client_missing() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
