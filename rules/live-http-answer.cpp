#include <fmt/core.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "check/live.hpp"
#include "check/match/alternatives.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

/// A header of an HTTP answer's head; empty where it has none of that name.
std::string_view header(std::string_view head, std::string_view name) {
  const std::size_t at = to_lower(head).find(fmt::format("\n{}:", name));
  if (at == head.npos) return {};
  std::string_view value = head.substr(at + name.size() + 2);
  value = value.substr(0, value.find_first_of("\r\n"));
  return value.substr(std::min(value.find_first_not_of(' '), value.size()));
}

/// Who answers in HTTP, as far as the answer, a second look or the configuration shows.
std::string who(const Probed& probed) {
  const std::string_view heard = probed.seen.heard;
  const std::string_view server = header(heard, "server");
  const bool asks_for_another = heard.substr(0, heard.find('\r')).find(" 426 ") != heard.npos;
  const bool configured = probed.transport != nullptr && probed.transport->is_websocket();
  const Peer peer = peer_of(probed);
  if (configured || asks_for_another || peer == Peer::websocket ||
      to_lower(header(heard, "upgrade")) == "websocket") {
    return fmt::format("a WebSocket transport, which '{}' is for",
                       probed.seen.encrypted() ? "wss" : "ws");
  }
  const bool named = heard.find("AMPS") != heard.npos || heard.find("Galvan") != heard.npos;
  if (peer == Peer::admin || admin_at(probed) != nullptr || named) {
    return "an Admin interface, which is for browsers";
  }
  if (!server.empty()) return fmt::format("the web server '{}'", server);
  return "a web server, an Admin interface or a WebSocket transport";
}

void check(const Probed& probed, Diagnostics& found) {
  const Peer peer = peer_of(probed);
  if (peer == Peer::unknown || peer == Peer::tls || peer == Peer::proxied) return;
  const Transport* admin = admin_at(probed);
  const Transport* transport = probed.transport;
  const bool plain = probed.client.tls() && !probed.seen.encrypted();
  const bool websocket = transport != nullptr && transport->is_websocket();
  std::string message =
      fmt::format("the port speaks {}HTTP, not AMPS: {}", plain ? "plain " : "", who(probed));
  // The TLS library shows no more than the first five bytes, `HTTP/`.
  const bool worth_it = !plain && is_http(probed.seen.heard);
  if (worth_it) message += fmt::format(" ({})", quoted_answer(probed.seen));
  found.push_back(
      {.where = probed.address(),
       .message = std::move(message),
       .notes = admin != nullptr ? std::vector{listens_here(*admin)} : meant_to_serve(probed),
       .fix = websocket ? scheme_fix(probed.client, *transport) : std::nullopt});
}

}  // namespace

Rule live_http_answer() { return {.severity = Severity::error, .check = check, .fixable = true}; }

}  // namespace ampslint
