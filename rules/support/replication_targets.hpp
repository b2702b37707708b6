#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "check/fleet.hpp"
#include "check/match/address_fit.hpp"

namespace ampslint {

/// What an address reaches at an instance, from the least to the most wanted.
enum class TargetKind : std::uint8_t {
  nothing,
  other,        ///< a client transport, or the Admin interface
  bound,        ///< a replication transport with that port, which listens elsewhere
  replication,  ///< a replication transport
};

struct Target {
  TargetKind hit = TargetKind::nothing;
  const Instance* instance = nullptr;
  const Transport* transport = nullptr;  ///< null for `nothing`
  AddressFit fit = AddressFit::fits;
};

/// An address of a destination whose peer is known, and the most wanted thing that it reaches at
/// the peer, or at the instances that may be it.
struct ReplicationTarget {
  const Instance* from = nullptr;
  const Destination* destination = nullptr;
  const DestinationTransport* transport = nullptr;
  Text text;
  Address address;
  Target target;
};

/// Not where the peer's listeners are not all known.
void each_aim(const Fleet& fleet, const std::function<void(const ReplicationTarget&)>& visit);

/// Some address of the destination reaches a replication transport of its peer, or may.
bool is_reached(const Fleet& fleet, const Destination& destination);

}  // namespace ampslint
