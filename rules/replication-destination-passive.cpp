#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/missing_elements.hpp"

namespace ampslint {
namespace {

void check(const Destination& destination, Diagnostics& found) {
  if (!destination.is_passive() || destination.transports.empty()) return;
  const Element& transport = *destination.transports.front().element;
  if (may_have(transport, "InetAddr")) return;
  found.push_back({.where = transport.name().where,
                   .message = fmt::format("{} has no 'InetAddr': it waits for the peer to connect",
                                          destination.label())});
}

}  // namespace

Rule replication_destination_passive() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
