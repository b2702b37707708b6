#include <fmt/core.h>

#include "check/match/match.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Match& match, Diagnostics& found) {
  const Transport* transport = match.reached();
  if (transport == nullptr || !transport->address || !transport->address->ip) return;
  const ConnectionString& client = match.client;
  const std::string_view host = client.parts().host;
  if (client.websocket() || parse_ip(host)) return;
  // Which family the other clients prefer by themselves is not known.
  const Option* given = client.option("ip_protocol_prefer");
  const bool known =
      is_c_family(client.kind) || (given != nullptr && client.kind == ClientKind::java);
  const bool prefers_v6 = given != nullptr && given->value == "ipv6";
  const bool serves_v6 = transport->address->ip->v6;
  if (!known || prefers_v6 == serves_v6) return;
  found.push_back({.where = client.at(prefers_v6 ? given->value : host),
                   .message = fmt::format(
                       "{} tries the {} address of '{}' if it has one, but {} serves {} only",
                       display_name(client.kind), prefers_v6 ? "IPv6" : "IPv4", client.show(host),
                       transport->label(), serves_v6 ? "IPv6" : "IPv4"),
                   .notes = {{transport->inet_addr().where, "it listens here"}}});
}

}  // namespace

Rule connect_family_preference() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
