#include <fmt/core.h>

#include "check/match/alternatives.hpp"
#include "check/match/proxy.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

/// The prefix of the only route that leads on, without a slash at its end; empty where there are
/// several.
std::string_view only_prefix(const Routes& routes) {
  std::string_view prefix;
  for (const Route& route : routes.all()) {
    if (route.to.empty() && route.targets.empty()) continue;
    const bool is_prefix =
        route.kind == LocationKind::prefix || route.kind == LocationKind::prefix_before_regex;
    if (!is_prefix || !prefix.empty()) return {};
    prefix = route.path;
  }
  return prefix.ends_with('/') ? prefix.substr(0, prefix.size() - 1) : prefix;
}

/// All that the string lacks to get through the proxy.
Fix fix_of(const Proxied& proxied) {
  const ConnectionString& client = proxied.client;
  const Parts& parts = client.parts();
  Fix fix;
  if (client.tls() != proxied.proxy.tls) {
    fix.edits.push_back({client.at(parts.scheme), proxied.proxy.tls ? "tcps" : "tcp"});
  }
  const bool leads_on = proxied.route != nullptr && !proxied.answered && !proxied.route->to.empty();
  const bool lacks_prefix = !leads_on && proxied.known && parts.prefix.empty();
  if (lacks_prefix && parts.path.starts_with('/')) {
    const std::string_view prefix = only_prefix(*proxied.proxy.routes);
    const auto offset = static_cast<std::size_t>(parts.path.data() - client.text.data());
    if (!prefix.empty()) fix.edits.push_back({client.at(offset, 0), std::string(prefix)});
  }
  fix.edits.push_back(preflight_edit(client));
  return fix;
}

void check(const Proxied& proxied, Diagnostics& found) {
  const ConnectionString& client = proxied.client;
  if (proxied.proxy.stream) return;
  // A Go program turns the preflight on with headers of its own, which no string shows.
  if (client.websocket() || client.preflight() || client.kind == ClientKind::go) return;
  const Option* off = client.option("http_preflight");
  const std::string_view port = client.parts().port;
  found.push_back({
      .where = client.at(off != nullptr ? off->value : port),
      .message =
          fmt::format("'{}' is the HTTP proxy '{}', but the string lacks 'http_preflight=true'",
                      client.show(client.parts().host), proxied.proxy.name),
      .notes = {{proxied.proxy.where, "the proxy is declared here"}},
      .fix = fix_of(proxied),
  });
}

}  // namespace

Rule connect_preflight_missing() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
