#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ampslint {

/// An IPv4 or IPv6 address as bytes.
struct IpAddress {
  bool v6 = false;
  std::array<std::uint8_t, 16> bytes{};  ///< an IPv4 address uses the first four

  bool is_loopback() const;
  bool is_wildcard() const;  ///< 0.0.0.0 or ::
  friend auto operator<=>(const IpAddress&, const IpAddress&) = default;
};

/// An IP literal without brackets; nothing for anything else.
std::optional<IpAddress> parse_ip(std::string_view text);

/// `localhost` and the names that always mean this host (RFC 6761).
bool is_loopback_name(std::string_view host);

/// Whether a host to bind a connection to can be an address of some machine's own. Names that a
/// resolver may know all can; what is plainly a number, a switch or another option's value cannot.
bool may_be_local(std::string_view host);

/// A listening address: `port`, `ip:port`, `[ip6]:port` or, undocumented but used, `name:port`.
struct Address {
  std::uint16_t port = 0;
  std::string_view host = {};  ///< without brackets; empty for a bare port
  std::optional<IpAddress> ip = {};

  bool is_bare() const { return host.empty(); }
  /// Only programs on the same host reach it.
  bool is_loopback() const { return ip ? ip->is_loopback() : is_loopback_name(host); }
};

/// Why a text is not an address, as a clause to follow the quoted value, with the part it is about.
struct AddressFault {
  std::string message;
  std::size_t begin = 0;
  std::size_t length = 0;
};

/// Reads `InetAddr` (section "Configuring Transports" of the AMPS manual). On failure, says why in
/// `fault`.
std::optional<Address> parse_address(std::string_view text, AddressFault& fault);

}  // namespace ampslint
