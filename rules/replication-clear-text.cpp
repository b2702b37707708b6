#include <fmt/core.h>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Destination& destination, Diagnostics& found) {
  for (const DestinationTransport& transport : destination.transports) {
    if (transport.type != TransportType::amps_replication) continue;
    for (const TargetAddress& target : transport.addresses) {
      if (!target.address || is_of_own_host(*target.address)) continue;
      found.push_back(
          {.where = transport.type_text().where,
           .message = fmt::format("everything sent to {} is in clear text", destination.label()),
           .notes = {{target.text().where, "it is on another host"}}});
      break;
    }
  }
}

}  // namespace

Rule replication_clear_text() {
  return {.severity = Severity::note, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
