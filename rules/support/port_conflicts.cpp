#include "support/port_conflicts.hpp"

#include <vector>

#include "base/ascii.hpp"

namespace ampslint {
namespace {

/// What listening at an address takes, and what it must find free, as names: `all` of every
/// listener, `4` of every one of IPv4, `4*` of the wildcard. Which addresses a host name stands for
/// is not known here.
struct ClaimedAddress {
  std::vector<std::string> takes;
  std::vector<std::string> needs;
};

ClaimedAddress claim_of(const Address& address) {
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
  const bool may_be_disabled = transport.disabled || transport.initial_state().unresolved ||
                               (!transport.initial_state() && transport.element->incomplete);
  const bool network = !transport.is_unix() && transport.type != TransportType::unknown;
  return network && !may_be_disabled;
}

}  // namespace

const Transport* PortConflicts::take(const Transport& transport) {
  if (!listens(transport)) return nullptr;
  const std::uint16_t port = transport.address->port;
  const ClaimedAddress claim = claim_of(*transport.address);
  for (const std::string& needed : claim.needs) {
    const auto there = taken_.find({port, needed});
    if (there != taken_.end()) return there->second;
  }
  for (const std::string& name : claim.takes) taken_.try_emplace({port, name}, &transport);
  return nullptr;
}

}  // namespace ampslint
