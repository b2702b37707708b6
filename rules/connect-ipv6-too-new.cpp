#include <fmt/core.h>

#include "check/match/match.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

constexpr std::string_view first_with_ipv6 = "5.3.3";

void check(const Match& match, Diagnostics& found) {
  const Transport* transport = match.reached();
  if (transport == nullptr || transport->is_unix()) return;
  const std::string_view host = match.client.parts().host;
  const std::optional<IpAddress> ip = parse_ip(host);
  if (!ip || !ip->v6 || transport->instance->version >= *parse_version(first_with_ipv6)) return;
  found.push_back(
      {.where = match.client.at(host),
       .message = fmt::format("'{}' is an IPv6 address, which AMPS supports since version {}",
                              match.client.show(host), first_with_ipv6),
       .notes = {{transport->inet_addr().where, "the transport listens here"}}});
}

}  // namespace

Rule connect_ipv6_too_new() { return {Severity::warning, check}; }

}  // namespace ampslint
