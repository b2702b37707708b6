#include "model/address.hpp"

#include <arpa/inet.h>
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/ascii.hpp"

namespace ampslint {
namespace {

bool is_host_name(std::string_view host) {
  return !host.empty() && std::ranges::all_of(host, [](char c) {
    return is_alphanumeric(c) || c == '-' || c == '.' || c == '_';
  });
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), port);
  const bool whole = parsed.ec == std::errc() && parsed.ptr == text.data() + text.size();
  return whole ? std::optional(port) : std::nullopt;
}

/// The host and the text behind its colon, brackets taken off; nothing (and `fault`) where they
/// cannot be distinguished.
std::optional<Address> split(std::string_view text, std::string_view& port, AddressFault& fault) {
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos || text.substr(close + 1, 1) != ":") {
      fault.message = "'[' without ']:' and a port";
      return std::nullopt;
    }
    port = text.substr(close + 2);
    return Address{.host = text.substr(1, close - 1)};
  }
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) {
    port = text;
    return Address{};
  }
  if (text.find(':') != colon) {
    fault.message = parse_ip(text) || parse_ip(text.substr(0, colon))
                        ? "an IPv6 address needs brackets, as in '[::1]:9007'"
                        : "more than one ':'";
    return std::nullopt;
  }
  port = text.substr(colon + 1);
  return Address{.host = text.substr(0, colon)};
}

}  // namespace

bool IpAddress::is_loopback() const {
  if (!v6) return bytes[0] == 127;
  return std::all_of(bytes.begin(), bytes.end() - 1, [](std::uint8_t b) { return b == 0; }) &&
         bytes[15] == 1;
}

bool IpAddress::is_wildcard() const {
  return std::ranges::all_of(bytes, [](std::uint8_t b) { return b == 0; });
}

std::optional<IpAddress> parse_ip(std::string_view text) {
  char buffer[INET6_ADDRSTRLEN + 1];
  text = text.substr(0, text.find('%'));
  if (text.empty() || text.size() >= sizeof(buffer)) return std::nullopt;
  const char first = text.front();
  const bool maybe = (first >= '0' && first <= '9') || text.find(':') != std::string_view::npos;
  if (!maybe) return std::nullopt;
  std::memcpy(buffer, text.data(), text.size());
  buffer[text.size()] = '\0';
  IpAddress address;
  address.v6 = text.find(':') != std::string_view::npos;
  const int family = address.v6 ? AF_INET6 : AF_INET;
  if (inet_pton(family, buffer, address.bytes.data()) != 1) return std::nullopt;
  return address;
}

bool is_loopback_name(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  constexpr std::string_view below = ".localhost";
  constexpr std::string_view names[] = {"localhost", "localhost.localdomain", "ip6-localhost",
                                        "ip6-loopback"};
  if (host.size() > below.size() &&
      equal_ignoring_case(host.substr(host.size() - below.size()), below)) {
    return true;
  }
  return std::ranges::any_of(
      names, [host](std::string_view name) { return equal_ignoring_case(host, name); });
}

bool may_be_local(std::string_view host) {
  if (host.find(':') != npos) return parse_ip(host).has_value();
  constexpr std::size_t longest_label = 63;
  constexpr std::string_view values[] = {"true", "false", "yes", "no", "ipv4", "ipv6", "zlib"};
  if (!is_host_name(host) || std::ranges::count(values, to_lower(host)) != 0) return false;
  if (host.ends_with('.')) host.remove_suffix(1);
  std::string_view label;
  for (std::size_t begin = 0; begin <= host.size(); begin += label.size() + 1) {
    label = host.substr(begin, host.find('.', begin) - begin);
    if (label.empty() || label.size() > longest_label) return false;
    if (label.front() == '-' || label.back() == '-') return false;
  }
  if (!is_digits(label.substr(0, 1))) return true;
  in_addr address{};
  if (inet_aton(std::string(host).c_str(), &address) == 0) return false;
  constexpr std::uint32_t this_network = 1U << 24U;  // 0.0.0.0 is any address, the others none
  return address.s_addr == 0 || ntohl(address.s_addr) >= this_network;
}

std::optional<Address> parse_address(std::string_view text, AddressFault& fault) {
  fault = {.message = {}, .begin = 0, .length = text.size()};
  const auto refuse = [&](std::string message, std::string_view part) {
    fault.message = std::move(message);
    fault.begin = static_cast<std::size_t>(part.data() - text.data());
    fault.length = part.size();
    return std::nullopt;
  };
  if (text.empty()) return refuse("no address", text);
  if (const std::size_t scheme = text.find("://"); scheme != std::string_view::npos) {
    return refuse("a listening address has no scheme", text.substr(0, scheme + 3));
  }
  if (const std::size_t odd = text.find_first_of(" \t\r\n,;/"); odd != std::string_view::npos) {
    return refuse(fmt::format("'{}' does not belong in an address", text.substr(odd, 1)),
                  text.substr(odd));
  }
  std::string_view port;
  std::optional<Address> address = split(text, port, fault);
  if (!address) return std::nullopt;
  if (port.empty()) return refuse("no port after the ':'", text);
  if (!is_digits(port)) {
    const bool name = text.find(':') == std::string_view::npos && is_host_name(port);
    return refuse(name ? "no port; write 'port' or 'address:port'"
                       : fmt::format("port '{}' is not a number", port),
                  port);
  }
  const std::optional<std::uint16_t> number = parse_port(port);
  if (!number) return refuse(fmt::format("port {} is above 65535", port), port);
  address->port = *number;
  if (text.starts_with('[')) {
    address->ip = parse_ip(address->host);
    if (!address->ip || !address->ip->v6) {
      return refuse(fmt::format("'{}' is not an IPv6 address", address->host), address->host);
    }
    return address;
  }
  if (text.starts_with(':')) return refuse("no address before the ':'", text);
  if (address->host == "*") address->host = {};
  if (address->is_bare()) return address;
  address->ip = parse_ip(address->host);
  const bool numeric = address->host.find_first_not_of("0123456789.") == std::string_view::npos;
  if (!address->ip && (numeric || !is_host_name(address->host))) {
    return refuse(fmt::format("'{}' is not an address", address->host), address->host);
  }
  return address;
}

}  // namespace ampslint
