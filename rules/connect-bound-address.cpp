#include <fmt/core.h>

#include "check/match/match.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Match& match, Diagnostics& found) {
  if (match.fit != AddressFit::bound_elsewhere || match.transport->is_admin) return;
  const Transport& transport = *match.transport;
  const std::string_view host = match.client.parts().host;
  found.push_back({
      .where = match.client.at(host),
      .message = fmt::format("{} listens on '{}' only, not on '{}'", transport.label(),
                             transport.address->host, match.client.show(host)),
      .notes = {{transport.inet_addr().where, "bound to one address here"}},
  });
}

}  // namespace

Rule connect_bound_address() {
  return {.severity = Severity::error, .check = check, .about = About::address};
}

}  // namespace ampslint
