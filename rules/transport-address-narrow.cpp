#include <fmt/core.h>

#include <string>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/listeners.hpp"

namespace ampslint {
namespace {

/// Who cannot reach it; nothing where everybody can, or where one address is named on purpose.
std::string whom_it_keeps_out(const Transport& transport) {
  const Address& address = *transport.address;
  if (address.is_bare()) return {};
  if (address.is_loopback()) return "accepts only programs on this host";
  if (!address.ip || !address.ip->is_wildcard()) return {};
  return fmt::format("listens on {} only; port {} alone means both",
                     address.ip->v6 ? "IPv6" : "IPv4", address.port);
}

void check(const Instance& instance, Diagnostics& found) {
  for (const Transport* transport : listeners(instance)) {
    if (transport->is_admin) continue;
    // Another rule explains loopback for replication better.
    if (transport->is_replication() && transport->address->is_loopback()) continue;
    const std::string whom = whom_it_keeps_out(*transport);
    if (whom.empty()) continue;
    found.push_back({.where = transport->inet_addr().where,
                     .message = fmt::format("{} {}", transport->label(), whom)});
  }
}

}  // namespace

Rule transport_address_narrow() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
