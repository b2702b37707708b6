#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/listeners.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  constexpr std::uint16_t first_free = 1024;
  for (const Transport* transport : listeners(instance)) {
    if (transport->address->port >= first_free) continue;
    found.push_back(
        {.where = port_of(transport->inet_addr()),
         .message = fmt::format(
             "{} listens on a port below {}, for which the server needs extra privileges",
             transport->label(), first_free)});
  }
}

}  // namespace

Rule transport_port_privileged() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
