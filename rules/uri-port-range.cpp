#include <fmt/core.h>

#include <charconv>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

constexpr std::uint64_t ports = 65536;

void check(const ConnectionString& client, Diagnostics& found) {
  const std::string_view port = client.written.port;
  if (port.empty() || !is_digits(port)) return;
  std::uint64_t number = 0;
  const auto end = std::from_chars(port.data(), port.data() + port.size(), number);
  const bool in_range = end.ec == std::errc() && number > 0 && number < ports;
  if (in_range || client.unix_socket() || !client.is_clear()) return;
  std::string message = fmt::format("port '{}' is not between 1 and 65535", client.show(port));
  if (is_c_family(client.kind) && end.ec == std::errc() && number >= ports) {
    message += fmt::format(": {} connects to port {}", display_name(client.kind), number % ports);
  }
  found.push_back({.where = client.at(port), .message = std::move(message)});
}

}  // namespace

Rule uri_port_range() {
  return {.severity = Severity::error, .check = check, .about = About::address};
}

}  // namespace ampslint
