#include <fmt/core.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "check/rule.hpp"
#include "suggest.hpp"

namespace ampslint {
namespace {

/// What listening at an address takes, and what it must find free, as names: `all` of every
/// listener, `4` of every one of IPv4, `4*` of the wildcard. Which addresses a host name stands for
/// is not known here.
struct Claims {
  std::vector<std::string> takes;
  std::vector<std::string> needs;
};

Claims claims_of(const Address& address) {
  if (address.is_bare()) return {.takes = {"all", "bare"}, .needs = {"all"}};
  std::string own = to_lower(address.host);
  if (!address.ip) return {.takes = {"all", own}, .needs = {"bare", own}};
  const std::string family = address.ip->v6 ? "6" : "4";
  const std::string wildcard = family + "*";
  if (address.ip->is_wildcard()) {
    return {.takes = {"all", family, wildcard}, .needs = {"bare", family}};
  }
  own.assign(address.ip->bytes.begin(), address.ip->bytes.end());
  return {.takes = {"all", family, family + own}, .needs = {"bare", wildcard, family + own}};
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
  std::map<std::pair<std::uint16_t, std::string>, const Transport*> taken;
  const auto add = [&](const Transport& transport) {
    if (!listens(transport)) return;
    const std::uint16_t port = transport.address->port;
    const Claims claims = claims_of(*transport.address);
    for (const std::string& needed : claims.needs) {
      const auto found_there = taken.find({port, needed});
      if (found_there == taken.end()) continue;
      const Transport& other = *found_there->second;
      found.push_back(
          {.where = transport.inet_addr.where,
           .message = fmt::format("{} listens where {} does, at port {}", transport.label(),
                                  other.label(), port),
           .notes = {{other.inet_addr.where, fmt::format("{} is here", other.label())}}});
      return;
    }
    for (const std::string& name : claims.takes) taken.try_emplace({port, name}, &transport);
  };
  for (const Transport& transport : instance.transports) add(transport);
  if (instance.admin) add(*instance.admin);
}

}  // namespace

Rule transport_port_conflict() { return {Severity::error, check}; }

}  // namespace ampslint
