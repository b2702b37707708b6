#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  const std::string_view host = parts.host;
  const auto colons = std::ranges::count(host, ':');
  if (parts.bracketed || colons == 0 || client.unix_socket() || !client.is_clear()) return;
  // A zone (`fe80::1%eth0`) may hold anything; other names with colons are another matter.
  const std::string_view address = host.substr(0, host.find('%'));
  if (address.find_first_not_of("0123456789abcdefABCDEF:.") != std::string_view::npos) return;
  if (colons == 1) {
    if (parts.port.empty()) return;  // uri-port-empty's
    found.push_back(
        {.where = client.at(host),
         .message = fmt::format("'{}' is not a host: it contains a colon", client.show(host))});
    return;
  }
  Diagnostic diagnostic{
      .where = client.at(host),
      .message = fmt::format("IPv6 address '{}' must be in brackets", client.show(host))};
  if (parse_ip(address)) {
    diagnostic.fix = {{{client.at(host), fmt::format("[{}]", client.show(host))}}, false};
  }
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_ipv6_unbracketed() {
  return {.severity = Severity::error, .check = check, .fixable = true, .about = About::address};
}

}  // namespace ampslint
