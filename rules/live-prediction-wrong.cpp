#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"
#include "support/http_refusal.hpp"

namespace ampslint {
namespace {

constexpr std::string_view suggestion =
    "another configuration is running there, or a proxy or a port mapping is in between";

/// Whether a probe of a string that is not to be served could have seen why. A server that is not
/// spoken to does not show what it speaks.
bool would_show(const Probed& probed) {
  const ConnectionString& client = probed.client;
  const bool upgraded = probed.seen.upgraded();
  const bool spoken_to = client.tls() || upgraded || probed.seen.logon.has_value();
  if (probed.predicted == Verdict::unserved) return spoken_to || admin_at(probed) == nullptr;
  const Transport* transport = probed.transport;
  if (probed.predicted != Verdict::refused || transport == nullptr) return false;
  if (probed.seen.logon) return true;
  if (transport->tls != client.tls()) return spoken_to;
  return upgraded && transport->is_websocket() != client.websocket();
}

/// What a transport as configured would not have done; empty for what may be a matter of time, of
/// credentials or of the way to it.
std::string_view contradiction(const Probed& probed) {
  const Observation& seen = probed.seen;
  switch (peer_of(probed)) {
    case Peer::tls:
      return "speaks TLS";
    case Peer::http:
    case Peer::admin:
      return "speaks HTTP";
    case Peer::websocket:
      return "accepts WebSockets";
    case Peer::proxied:
      return "expects the header of the PROXY protocol";
    case Peer::unknown:
      break;
  }
  if (is_stranger(probed)) return "does not speak AMPS";
  if (wants_https(probed)) return "speaks TLS";
  if (probed.failed(StageName::tls, Fault::timed_out) && seen.heard.empty())
    return "does not speak TLS";
  const bool answered = seen.http && seen.fault == Fault::http_status;
  const unsigned status = answered ? seen.http->status : 0;
  if (status == 200 || status == 404 || status == 426) return "does not upgrade";
  const bool type = seen.fault == Fault::rejected && seen.reason == "invalid message type";
  return type ? "refuses the message type" : "";
}

void check(const Probed& probed, Diagnostics& found) {
  std::string message;
  if (probed.seen.ready()) {
    if (!would_show(probed)) return;
    message = fmt::format("this string is served, though according to the configuration it is {}",
                          to_string(probed.predicted));
  } else {
    const std::string_view what = contradiction(probed);
    if (probed.predicted != Verdict::compatible || what.empty()) return;
    message = fmt::format(
        "the answering service {}, though according to the configuration {} accepts this string",
        what, probed.transport->label());
  }
  found.push_back({.where = probed.client.where,
                   .message = fmt::format("{}: {}", message, suggestion),
                   .notes = meant_to_serve(probed)});
}

}  // namespace

Rule live_prediction_wrong() { return {.severity = Severity::note, .check = check}; }

}  // namespace ampslint
