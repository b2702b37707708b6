#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

std::string answer(const Observation& seen) {
  if (seen.fault == Fault::timed_out) {
    return fmt::format("did not answer {}", within_limit(seen));
  }
  if (seen.fault == Fault::spoke) {
    return fmt::format("answered {}{}", quoted_answer(seen), named_product(seen));
  }
  return "closed the connection on the first message of TLS";
}

void check(const Probed& probed, Diagnostics& found) {
  const Observation& seen = probed.seen;
  if (seen.ready() || seen.failed_at() != StageName::tls || seen.encrypted()) return;
  const bool silent = seen.fault == Fault::timed_out || seen.fault == Fault::closed;
  const bool mute = silent && !is_tls(seen.heard) && !misses_client_certificate(seen);
  if (!mute && !probed.failed(Fault::spoke)) return;
  // live-http-answer and live-port-open-not-ready report these.
  if (peer_of(probed) == Peer::http || peer_of(probed) == Peer::proxied) return;
  const std::string_view scheme = probed.client.parts().scheme;
  const Transport* transport = probed.transport;
  const bool plain = transport != nullptr && !transport->tls;
  const bool starting = seen.fault == Fault::closed && !plain;
  std::string message = fmt::format(
      "the port does not speak TLS, which '{}' begins with{}: it {}", probed.client.show(scheme),
      starting ? ", or its server is still starting" : "", answer(seen));
  if (plain) message += fmt::format("; {} is plain", transport->label());
  found.push_back({.where = probed.client.at(scheme),
                   .message = std::move(message),
                   .notes = meant_to_serve(probed),
                   .fix = plain ? tls_fix(probed.client, false) : std::nullopt});
}

}  // namespace

Rule live_plain_port_got_tls() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
