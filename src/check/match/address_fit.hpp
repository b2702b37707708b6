#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "model/address.hpp"

namespace ampslint {

/// How a connection string's address meets a transport's.
enum class AddressFit : std::uint8_t {
  fits,             ///< the transport listens there
  other_family,     ///< the port fits, the listener serves the other IP family only
  loopback_only,    ///< the port fits, the listener is bound to loopback, the string names another
                    ///< host
  bound_elsewhere,  ///< the port fits, the listener is bound to another address
  elsewhere,        ///< another port or socket: the nearest there is
};

/// Where a listener can be found, and what a client's host can mean. Together they decide the fit.
/// `inside`: on the loopback of a container, whose published ports do not lead there.
enum class Place : std::uint8_t { any, wild4, wild6, loop4, loop6, loop_name, bound, inside };
enum class Host : std::uint8_t { v4, v6, loop4, loop6, loop_name, name };

inline constexpr std::size_t place_count = 8;

Place place_of(const Address& address);
/// Of a listener in a container whose port is published: clients meet another address before.
Place published_place_of(const Address& address);
/// `ip`: the host as a literal, if it is one.
Host host_of(std::string_view host, const std::optional<IpAddress>& ip);

/// The port being the same. A literal and the same bound address fit, whatever this says.
AddressFit fit_of(Host host, Place place);

/// How a listener at `address` meets a client that names `host`, the port being the same.
AddressFit fit_of(const Address& address, std::string_view host);

}  // namespace ampslint
