#include <fmt/core.h>

#include <map>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/listeners.hpp"

namespace ampslint {
namespace {

/// Both can listen at once; transport-port-conflict reports where they cannot. What a name stands
/// for is not known.
bool are_apart(const Address& a, const Address& b) {
  if (!a.ip || !b.ip) return false;
  if (a.ip->v6 != b.ip->v6) return true;
  return !a.ip->is_wildcard() && !b.ip->is_wildcard() && *a.ip != *b.ip;
}

void check(const Instance& instance, Diagnostics& found) {
  std::map<std::uint16_t, const Transport*> seen;
  for (const Transport* transport : listeners(instance)) {
    const auto [first, is_first] = seen.try_emplace(transport->address->port, transport);
    if (is_first || !are_apart(*first->second->address, *transport->address)) continue;
    const Transport& other = *first->second;
    found.push_back(
        {.where = transport->inet_addr().where,
         .message = fmt::format(
             "{} shares port {} with {}: the address decides which one a client reaches",
             transport->label(), transport->address->port, other.label()),
         .notes = {{other.inet_addr().where, fmt::format("{} is here", other.label())}}});
  }
}

}  // namespace

Rule transport_port_shared() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
