#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const Destination& destination : instance.destinations) {
    for (const DestinationTransport& transport : destination.transports) {
      for (const TargetAddress& target : transport.addresses) {
        if (!target.address || !target.address->is_bare()) continue;
        found.push_back(
            {.where = target.text().where,
             .message = fmt::format(
                 "'{}' is a port without a host: {} can only be on this instance's host",
                 target.text().value, destination.label())});
      }
    }
  }
}

}  // namespace

Rule replication_address_hostless() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
