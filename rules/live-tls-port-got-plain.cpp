#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"
#include "support/http_refusal.hpp"

namespace ampslint {
namespace {

std::string evidence(const Probed& probed) {
  if (wants_https(probed)) {
    return fmt::format("it answered '{}' and requires HTTPS", probed.seen.reason);
  }
  if (is_tls(probed.seen.heard)) return "it answered with a TLS record";
  if (peer_of(probed) == Peer::tls) return "it answers a TLS hello";
  return fmt::format("it closed the connection, and {} should speak TLS",
                     probed.transport->label());
}

void check(const Probed& probed, Diagnostics& found) {
  const bool sure = peer_of(probed) == Peer::tls || wants_https(probed);
  if (!sure && !cut_off_by_tls(probed)) return;
  const ConnectionString& client = probed.client;
  const std::string_view scheme = client.parts().scheme;
  std::string message =
      fmt::format("the port speaks TLS ({}); '{}' does not", evidence(probed), client.show(scheme));
  if (!client.unix_socket()) {
    message += fmt::format(", '{}' does", client.websocket() ? "wss" : "tcps");
  }
  found.push_back({.where = client.at(scheme),
                   .message = std::move(message),
                   .notes = meant_to_serve(probed),
                   .fix = tls_fix(client, true)});
}

}  // namespace

Rule live_tls_port_got_plain() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
