#include <fmt/core.h>

#include <map>

#include "check/rule.hpp"
#include "suggest.hpp"

namespace ampslint {
namespace {

/// Two addresses of one port that cannot both be listened at, for certain: which addresses a host
/// name stands for is not known here.
bool overlap(const Address& a, const Address& b) {
  if (a.is_bare() || b.is_bare()) return true;
  if (!a.ip || !b.ip) return equal_ignoring_case(a.host, b.host);
  if (a.ip->v6 != b.ip->v6) return false;
  return *a.ip == *b.ip || a.ip->is_wildcard() || b.ip->is_wildcard();
}

/// It listens from the start, at an address that is known. What port 0 does is not documented.
bool listens(const Transport& transport) {
  if (!transport.address || transport.address->port == 0) return false;
  if (transport.is_admin) return true;
  const bool may_be_disabled = transport.disabled || transport.initial_state.unresolved ||
                               (!transport.initial_state && transport.element->incomplete);
  const bool network = !transport.is_unix() && transport.type != TransportType::unknown;
  return network && !may_be_disabled;
}

void check(const Instance& instance, Diagnostics& found) {
  std::map<std::uint16_t, std::vector<const Transport*>> by_port;
  const auto add = [&](const Transport& transport) {
    if (!listens(transport)) return;
    std::vector<const Transport*>& others = by_port[transport.address->port];
    for (const Transport* other : others) {
      if (!overlap(*transport.address, *other->address)) continue;
      found.push_back(
          {.where = transport.inet_addr.where,
           .message = fmt::format("{} listens where {} does, at port {}", transport.label(),
                                  other->label(), transport.address->port),
           .notes = {{other->inet_addr.where, fmt::format("{} is here", other->label())}}});
      return;  // and is not compared with, so that many on one port are told each once
    }
    others.push_back(&transport);
  };
  for (const Transport& transport : instance.transports) add(transport);
  if (instance.admin) add(*instance.admin);
}

}  // namespace

Rule transport_port_conflict() { return {Severity::error, check}; }

}  // namespace ampslint
