#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/missing_elements.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  if (may_have(instance.root(), "Authenticator")) return;
  for (const Destination& destination : instance.destinations) {
    for (const DestinationTransport& transport : destination.transports) {
      if (transport.addresses.empty() || may_have(*transport.element, "Authenticator")) continue;
      found.push_back(
          {.where = transport.element->name().where,
           .message = fmt::format(
               "no 'Authenticator': AMPS sends {} the name of the user it runs as, and no password",
               destination.label())});
    }
  }
}

}  // namespace

Rule replication_authenticator_missing() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
