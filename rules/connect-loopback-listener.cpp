#include <fmt/core.h>

#include "check/match/match.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Match& match, Diagnostics& found) {
  if (match.fit != AddressFit::loopback_only || match.transport->is_admin) return;
  const Transport& transport = *match.transport;
  const std::string_view host = match.client.parts().host;
  const Placement& placement = transport.instance->placement;
  const bool contained = !placement.ports.empty() || !placement.container_names.empty();
  found.push_back({
      .where = match.client.at(host),
      .message = fmt::format("{} listens on '{}'{} only, which '{}' does not reach",
                             transport.label(), transport.inet_addr().value,
                             contained ? " of its container" : "", match.client.show(host)),
      .notes = {{transport.inet_addr().where,
                 contained ? "bound to loopback here: only clients in this container can connect"
                           : "bound to loopback here: only clients on this host can connect"}},
  });
}

}  // namespace

Rule connect_loopback_listener() {
  return {.severity = Severity::error, .check = check, .about = About::address};
}

}  // namespace ampslint
