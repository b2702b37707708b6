#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/listeners.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  // net.ipv4.ip_local_port_range, unless changed.
  constexpr std::uint16_t first = 32768;
  constexpr std::uint16_t last = 60999;
  for (const Transport* transport : listeners(instance)) {
    const std::uint16_t port = transport->address->port;
    if (port < first || port > last) continue;
    found.push_back({.where = port_of(transport->inet_addr()),
                     .message = fmt::format("the port of {} is between {} and {}, the range that "
                                            "Linux uses for outgoing connections",
                                            transport->label(), first, last)});
  }
}

}  // namespace

Rule transport_port_ephemeral() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
