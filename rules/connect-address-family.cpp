#include <fmt/core.h>

#include "check/match/match.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Match& match, Diagnostics& found) {
  if (match.fit != AddressFit::other_family || match.transport->is_admin) return;
  const Transport& transport = *match.transport;
  const std::string_view host = match.client.parts().host;
  const std::string_view served = transport.address->ip->v6 ? "IPv6" : "IPv4";
  found.push_back({
      .where = match.client.at(host),
      .message = fmt::format("'{}' is not an {} address, and {} accepts no other",
                             match.client.show(host), served, transport.label()),
      .notes = {{transport.inet_addr().where, fmt::format("this listens on {} only", served)}},
  });
}

}  // namespace

Rule connect_address_family() {
  return {.severity = Severity::error, .check = check, .about = About::address};
}

}  // namespace ampslint
