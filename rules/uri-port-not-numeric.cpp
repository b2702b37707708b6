#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// A name that the services file of a host may know (RFC 6335).
bool may_be_service(std::string_view port) {
  constexpr std::size_t longest = 15;
  return port.size() <= longest && !port.starts_with("0x") && !port.starts_with("0X") &&
         std::ranges::any_of(port, is_letter) &&
         std::ranges::all_of(port, [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
}

/// Reported by uri-port-sign-or-space.
bool has_sign_or_space(std::string_view port) {
  const std::string_view number =
      port.substr(std::min(port.find_first_not_of(" \t+"), port.size()));
  return !number.empty() && std::ranges::all_of(number, is_digit);
}

void check(const ConnectionString& client, Diagnostics& found) {
  const std::string_view port = client.written.port;
  if (std::ranges::all_of(port, is_digit) || client.unix_socket() || !client.is_clear()) return;
  if (has_sign_or_space(port)) return;
  Diagnostic diagnostic{.where = client.at(port),
                        .message = fmt::format("port '{}' is not a number", client.show(port))};
  if (is_c_family(client.kind) && may_be_service(port)) {
    diagnostic.message += "; its number depends on the services file of the client's host";
    diagnostic.severity = Severity::warning;
  }
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_port_not_numeric() {
  return {.severity = Severity::error, .check = check, .about = About::address};
}

}  // namespace ampslint
