#include "check/match/address_fit.hpp"

namespace ampslint {
namespace {

constexpr auto fits = AddressFit::fits;
constexpr auto wrong_family = AddressFit::other_family;
constexpr auto loopback = AddressFit::loopback_only;
constexpr auto bound = AddressFit::bound_elsewhere;

/// By `Host`, then `Place`. A literal and the same bound address fit, whatever the table says.
constexpr AddressFit fit_table[][place_count] = {
    // any  wild4   wild6   loop4     loop6     loop_name bound  inside
    {fits, fits, wrong_family, loopback, loopback, loopback, bound, loopback},  // v4
    {fits, wrong_family, fits, loopback, loopback, loopback, bound, loopback},  // v6
    {fits, fits, wrong_family, fits, wrong_family, fits, bound, loopback},      // loop4
    {fits, wrong_family, fits, wrong_family, fits, fits, bound, loopback},      // loop6
    {fits, fits, fits, fits, fits, fits, bound, loopback},                      // loop_name
    {fits, fits, fits, loopback, loopback, loopback, fits, loopback},           // name
};

}  // namespace

Place place_of(const Address& address) {
  if (address.is_bare()) return Place::any;
  if (!address.ip) {
    // What another name stands for is not known here: it may be any address of the host.
    return is_loopback_name(address.host) ? Place::loop_name : Place::any;
  }
  const IpAddress& ip = *address.ip;
  if (ip.is_wildcard()) return ip.v6 ? Place::wild6 : Place::wild4;
  if (ip.is_loopback()) return ip.v6 ? Place::loop6 : Place::loop4;
  return Place::bound;
}

Place published_place_of(const Address& address) {
  return address.is_loopback() ? Place::inside : Place::any;
}

Host host_of(std::string_view host, const std::optional<IpAddress>& ip) {
  if (!ip) return is_loopback_name(host) ? Host::loop_name : Host::name;
  if (ip->is_loopback()) return ip->v6 ? Host::loop6 : Host::loop4;
  return ip->v6 ? Host::v6 : Host::v4;
}

AddressFit fit_of(Host host, Place place) {
  return fit_table[static_cast<std::size_t>(host)][static_cast<std::size_t>(place)];
}

AddressFit fit_of(const Address& address, std::string_view host) {
  const std::optional<IpAddress> ip = parse_ip(host);
  if (ip && address.ip && *ip == *address.ip) return fits;
  return fit_of(host_of(host, ip), place_of(address));
}

}  // namespace ampslint
