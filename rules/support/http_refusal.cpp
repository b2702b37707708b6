#include "support/http_refusal.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstring>

#include "base/ascii.hpp"

namespace ampslint {
namespace {

constexpr unsigned bad_request = 400;
constexpr unsigned unauthorized = 401;
constexpr unsigned forbidden = 403;
constexpr unsigned not_found = 404;
constexpr unsigned upgrade_required = 426;

/// What the `Server` header of a program begins with that stands in front of others.
constexpr std::string_view proxies[] = {"nginx",   "openresty", "haproxy",    "envoy",
                                        "istio",   "apache",    "caddy",      "traefik",
                                        "varnish", "squid",     "cloudflare", "awselb"};

/// `find` would stop at each letter that the part begins with.
bool contains(std::string_view text, std::string_view part) {
  return ::memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
}

std::string who_answered(const HttpSeen& http) {
  const std::string server = to_lower(http.server);
  const bool proxy = !http.via.empty() || http.is_of_gateway() ||
                     std::ranges::any_of(proxies, [&server](std::string_view name) {
                       return server.starts_with(name);
                     });
  const std::string_view name = http.server.empty() ? http.via : http.server;
  const std::string_view kind = proxy ? "proxy" : "server";
  return name.empty() ? fmt::format("the {}", kind) : fmt::format("the {} '{}'", kind, name);
}

/// What an answer to an upgrade says of its sender.
std::string meaning_of(const Probed& probed, const HttpSeen& http) {
  const std::string_view given = probed.client.parts().path;
  const std::string path = given.empty() ? "/" : probed.client.show(given);
  if (http.is_of_gateway()) return "it cannot reach the AMPS server behind it";
  if (probed.seen.peer == Peer::admin) return "it is the Admin interface of an AMPS server";
  if (contains(to_lower(http.upgrade), "websocket") && !probed.client.websocket()) {
    return "it accepts WebSockets there, which need 'ws' or 'wss'";
  }
  switch (http.status) {
    case unauthorized:
      return http.challenge.empty() ? "it requires credentials"
                                    : fmt::format("it requires credentials ('{}')", http.challenge);
    case forbidden:
      return fmt::format("it does not allow path '{}'", path);
    case not_found:
      return fmt::format("it has no route for path '{}'", path);
    case upgrade_required:
      return "it requires another protocol";
    default:
      break;
  }
  if (http.status < 300) return "it answers as a web server and does not upgrade";
  if (http.status < bad_request) return "it redirects, but no client follows redirects";
  return http.status < 500 ? "it does not accept the request" : "it has failed";
}

/// What may be there that does not answer an upgrade.
std::string_view unanswered(const Probed& probed) {
  if (probed.seen.peer == Peer::websocket) return "it accepts WebSockets, which need 'ws' or 'wss'";
  if (probed.seen.peer != Peer::unknown) return "it is a web server";
  if (probed.client.websocket()) return "it is not a WebSocket transport, or is still starting";
  return "it does not support the preflight, or is still starting";
}

/// The part of the string that a refused upgrade is about.
Span refused_part(const Probed& probed) {
  const Parts& parts = probed.client.parts();
  const unsigned status = probed.seen.http ? probed.seen.http->status : 0;
  if (status == not_found && !parts.path.empty()) return probed.client.at(parts.path);
  if (status == unauthorized && !parts.user.empty()) return probed.client.at(parts.user);
  return probed.address();
}

}  // namespace

bool wants_https(const Probed& probed) {
  // nginx, Go, Apache and Tomcat, in this order.
  constexpr std::string_view wishes[] = {"to HTTPS port", "to an HTTPS server",
                                         "to an SSL-enabled server port", "requires TLS"};
  if (probed.client.tls() || !probed.failed(Fault::http_status)) return false;
  return std::ranges::any_of(
      wishes, [&probed](std::string_view wish) { return contains(probed.seen.heard, wish); });
}

bool upgrade_refused(const Probed& probed) {
  const Observation& seen = probed.seen;
  if (seen.ready() || seen.failed_at() != StageName::upgrade || seen.upgraded()) return false;
  const bool ended = seen.fault == Fault::http_status || seen.fault == Fault::closed ||
                     seen.fault == Fault::timed_out || seen.fault == Fault::spoke;
  return ended && said_nothing(probed) && !wants_https(probed) && !cut_off_by_tls(probed) &&
         !misses_client_certificate(seen);
}

Diagnostic refusal(const Probed& probed, std::string_view what) {
  const Observation& seen = probed.seen;
  std::string message;
  if (seen.fault == Fault::timed_out) {
    message =
        fmt::format("{} was not answered {}: {}", what, within_limit(seen), unanswered(probed));
  } else if (seen.fault == Fault::closed) {
    message = fmt::format("the connection was closed during {} without an answer: {}", what,
                          unanswered(probed));
  } else if (!seen.http) {
    message = fmt::format("{} was answered with invalid HTTP: {}", what, quoted_answer(seen));
  } else if (seen.http->switches()) {
    message = fmt::format("{} answered {} with 101, but not correctly: '{}'",
                          who_answered(*seen.http), what, seen.reason);
  } else {
    message = fmt::format("{} {} {} with '{}': {}", who_answered(*seen.http),
                          seen.http->status < bad_request ? "answered" : "refused", what,
                          seen.reason, meaning_of(probed, *seen.http));
  }
  return {.where = refused_part(probed),
          .message = std::move(message),
          .notes = meant_to_serve(probed)};
}

}  // namespace ampslint
