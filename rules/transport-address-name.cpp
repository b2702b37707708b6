#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/listeners.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const Transport* transport : listeners(instance)) {
    const Address& address = *transport->address;
    if (transport->is_admin || address.is_bare() || address.ip || address.is_loopback()) continue;
    found.push_back(
        {.where = transport->inet_addr().span(0, address.host.size()),
         .message = fmt::format(
             "'{}' is a host name; the manual allows only a port, or an IP address and a port",
             address.host)});
  }
}

}  // namespace

Rule transport_address_name() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
