#pragma once

#include "check/match/address_fit.hpp"
#include "model/instance.hpp"

namespace ampslint {

/// Other hosts can connect to it: it is not a socket of this host, nor bound to loopback. False
/// where the address is not known.
inline bool is_reached_from_outside(const Transport& transport) {
  if (transport.is_unix() || !transport.address) return false;
  const Place place = place_of(*transport.address);
  return place != Place::loop4 && place != Place::loop6 && place != Place::loop_name;
}

}  // namespace ampslint
