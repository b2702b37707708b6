#include <fmt/core.h>

#include "base/suggest.hpp"
#include "check/match/proxy.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

/// Of so many routes the nearest is suggested: strings by the thousand may ask for it.
constexpr std::size_t most_compared = 100;

/// What is wrong with the proxy's route, as the end of the message; empty if nothing is.
std::string fault_of(const Proxied& proxied) {
  const Route& route = *proxied.route;
  const std::string_view through = route.tls ? "TLS" : "plain HTTP";
  if (route.to.empty() || proxied.answered) return "nowhere";
  if (!route.upgrades) {
    return fmt::format("to '{}' without the 'Upgrade' and 'Connection' headers of the request",
                       route.to);
  }
  if (route.http_version && !route.http_version->empty()) {
    return fmt::format("to '{}' in HTTP/{}, which cannot be upgraded", route.to,
                       *route.http_version);
  }
  if (proxied.transport == nullptr) {
    return proxied.known ? fmt::format("to '{}', where no transport listens", route.to) : "";
  }
  const Transport& transport = *proxied.transport;
  if (transport.is_admin) return "to the Admin interface";
  if (transport.is_replication()) {
    return fmt::format("to {}, which is for replication", transport.label());
  }
  if (transport.is_websocket() && !proxied.client.websocket()) {
    return fmt::format("to {}, which accepts WebSocket clients only", transport.label());
  }
  if (transport.tls == route.tls || transport.type == TransportType::unknown) return "";
  return fmt::format("over {} to {}, which {}", through, transport.label(),
                     transport.tls ? "expects TLS" : "does not speak TLS");
}

/// What a proxy that passes connections on as they are gets wrong.
void check_stream(const Proxied& proxied, Diagnostics& found) {
  const ConnectionString& client = proxied.client;
  const std::string fault = fault_of(proxied);
  if (proxied.transport != nullptr && proxied.transport->tls == proxied.route->tls) return;
  // TLS that it neither takes nor begins is between the client and the transport.
  const bool passes_tls = !proxied.proxy.tls && !proxied.route->tls;
  if (fault.empty() || (proxied.transport != nullptr && passes_tls)) return;
  found.push_back(
      {.where = client.at(client.parts().port),
       .message = fmt::format("proxy '{}' passes connections on {}", proxied.proxy.name, fault),
       .notes = {{proxied.route->where, "this is where it passes them on"}}});
}

void check(const Proxied& proxied, Diagnostics& found) {
  const ConnectionString& client = proxied.client;
  if (proxied.route == nullptr && !proxied.known) return;
  if (proxied.proxy.stream) return check_stream(proxied, found);
  if (!client.websocket() && !client.preflight() && client.kind != ClientKind::go) return;
  const std::string_view path = client.parts().path;
  const std::string_view shown = path.empty() ? "/" : path;
  const std::string fault = proxied.route == nullptr ? "" : fault_of(proxied);
  if (proxied.route != nullptr && fault.empty()) return;
  const std::string proxy = proxied.proxy.name;
  const std::string asked = path.empty() ? std::string(shown) : client.show(path);
  Diagnostic diagnostic{
      .where = client.at(path.empty() ? client.parts().port : path),
      .message = proxied.route == nullptr
                     ? fmt::format("proxy '{}' has no route for '{}'", proxy, asked)
                     : fmt::format("proxy '{}' routes '{}' {}", proxy, asked, fault),
      .notes = {}};
  if (proxied.route != nullptr) {
    diagnostic.notes.push_back(proxied.answered
                                   ? Note{*proxied.answered, "the proxy itself answers here"}
                                   : Note{proxied.route->where, "this is the route for that path"});
  } else {
    std::vector<std::string_view> known;
    for (const Route& route : proxied.proxy.routes->all()) {
      if (known.size() == most_compared) break;
      if (route.kind != LocationKind::named) known.push_back(route.path);
    }
    diagnostic.message += did_you_mean(path.substr(0, path.find('/', 1)), known);
    diagnostic.notes.push_back({proxied.proxy.where, "the proxy is declared here"});
  }
  if (proxied.transport != nullptr && !proxied.transport->is_admin) {
    diagnostic.notes.push_back({proxied.transport->where(), "the route ends here"});
  }
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule connect_preflight_route() { return {Severity::error, check}; }

}  // namespace ampslint
