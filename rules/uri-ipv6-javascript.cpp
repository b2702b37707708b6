#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  if (client.kind != ClientKind::javascript || !parts.bracketed || !client.is_clear()) return;
  found.push_back({.where = client.at(parts.host),
                   .message = fmt::format(
                       "the JavaScript client does not accept an IPv6 address such as '[{}]'",
                       client.show(parts.host))});
}

}  // namespace

Rule uri_ipv6_javascript() { return {Severity::error, check}; }

}  // namespace ampslint
