#include "check/match/nginx_routes.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/ascii.hpp"
#include "base/limits.hpp"

namespace ampslint {
namespace {

/// As a place to connect to: nginx adds the port that the scheme has.
std::string with_port(std::string_view host, unsigned port) {
  const bool has_port = host.rfind(':') != npos && !host.ends_with(']');
  return has_port ? std::string(host) : fmt::format("{}:{}", host, port);
}

bool is_socket(std::string_view address) {
  return equal_ignoring_case(address.substr(0, 5), "unix:");
}

RouteTarget target_of_upstream(const NginxUpstream& upstream, const NginxRoutes::Report& report) {
  constexpr unsigned http_port = 80;
  std::vector<std::string> servers;
  bool known = upstream.known;
  for (const Text& server : upstream.servers) {
    if (servers.size() == limits::upstream_servers) {
      report(server.where, fmt::format("more than {} servers in upstream '{}': the rest are not "
                                       "known",
                                       limits::upstream_servers, upstream.name.value));
      known = false;
      break;
    }
    known = known && !is_socket(server.value);
    if (!is_socket(server.value)) servers.push_back(with_port(server.value, http_port));
  }
  RouteTarget target = target_of(servers);
  target.known = target.known && known;
  return target;
}

}  // namespace

std::optional<Pattern> nginx_pattern(std::string_view text, bool any_case,
                                     const RegexBudget& regexes) {
  // PCRE's own settings come first.
  std::size_t begin = 0;
  while (text.substr(begin).starts_with("(*")) {
    const std::size_t end = text.find(')', begin);
    if (end == npos) break;
    begin = end + 1;
  }
  const std::string whole =
      fmt::format("{}{}{}", text.substr(0, begin), any_case ? "(?i)" : "", text.substr(begin));
  return Pattern::compile(whole, regexes);
}

NginxRoutes::NginxRoutes(const std::vector<NginxUpstream>& upstreams, bool complete,
                         const RegexBudget& regexes, const Report& report)
    : regexes_(regexes), complete_(complete) {
  for (const NginxUpstream& upstream : upstreams) {
    const auto [at, is_new] = upstreams_.try_emplace(to_lower(upstream.name.value));
    if (is_new) at->second = target_of_upstream(upstream, report);
  }
}

std::shared_ptr<const Routes> NginxRoutes::of(const NginxServer& server) const {
  std::vector<Route> routes;
  for (const NginxLocation& location : server.outer.locations) {
    routes.push_back(route_of(location));
  }
  Route outer = route_of(server.outer);
  outer.inner = nullptr;
  outer.merges_slashes = server.merges_slashes;
  return std::make_shared<const Routes>(std::move(routes), std::move(outer));
}

std::shared_ptr<const Routes> NginxRoutes::of(const NginxStreamServer& server) const {
  Route outer{.where = server.proxy_pass ? server.proxy_pass.where : server.where,
              .to = std::string(server.proxy_pass.value),
              .known = server.known,
              .tls = server.proxy_tls};
  outer.opaque = !server.proxy_pass;
  if (server.proxy_pass) find_target(outer, server.proxy_pass.value);
  return std::make_shared<const Routes>(std::vector<Route>(), std::move(outer));
}

Route NginxRoutes::route_of(const NginxLocation& location) const {
  Route route{.where = location.where,
              .kind = location.kind,
              .path = std::string(location.path.value),
              .to = std::string(location.proxy_pass.value)};
  if (route.is_regex()) {
    const bool any_case = location.kind == LocationKind::regex_any_case;
    route.pattern = nginx_pattern(route.path, any_case, regexes_);
  }
  route.upgrades = location.upgrades.value_or(true);
  route.access = location.access;
  if (location.http_version_known && location.http_version.value != "1.1") {
    route.http_version = location.http_version.value;
  }
  route.internal = location.internal;
  route.opaque = !location.known || (location.proxy_pass && !location.upgrades);
  route.steps = steps_of(location);
  route.tries = location.tries.value;
  route.error_pages = location.error_pages;
  if (!location.locations.empty()) {
    std::vector<Route> inner;
    for (const NginxLocation& one : location.locations) inner.push_back(route_of(one));
    route.inner = std::make_shared<const Routes>(std::move(inner));
  }
  if (location.proxy_pass) {
    const std::string to = route.to;
    const std::size_t slashes = to.find("://");
    route.tls = equal_ignoring_case(std::string_view(to).substr(0, slashes), "https");
    route.known = slashes != npos;
    if (route.known) find_target(route, std::string_view(to).substr(slashes + 3));
  }
  return route;
}

/// What follows a step that ends them all, and what says the same twice, is left out.
std::vector<RouteStep> NginxRoutes::steps_of(const NginxLocation& location) const {
  std::vector<RouteStep> steps;
  std::set<std::string> may_answer;
  for (const NginxRewrite& rewrite : location.rewrites) {
    const bool maybe = rewrite.effect == RewriteEffect::may_answer;
    if (maybe && !may_answer.insert(rewrite.code).second) continue;
    const bool conditional = static_cast<bool>(rewrite.pattern);
    steps.push_back({.where = rewrite.where,
                     .effect = rewrite.effect,
                     .conditional = conditional,
                     .pattern = conditional ? nginx_pattern(rewrite.pattern.value, false, regexes_)
                                            : std::nullopt,
                     .code = rewrite.code});
    if (!conditional && !maybe) break;
  }
  return steps;
}

/// `host:port/path` behind the scheme, where the host may be an upstream's name.
void NginxRoutes::find_target(Route& route, std::string_view target) const {
  route.known = route.known && target.find('$') == npos && !is_socket(target);
  if (!route.known) return;
  target = target.substr(0, target.find_first_of("/?"));
  const auto named = upstreams_.find(to_lower(target));
  if (named != upstreams_.end()) return route.lead_to(named->second);
  const bool may_be_upstream = !complete_ && target.find(':') == npos;
  if (may_be_upstream) route.known = false;
  constexpr unsigned http_port = 80;
  constexpr unsigned https_port = 443;
  const std::string address = with_port(target, route.tls ? https_port : http_port);
  if (!may_be_upstream) route.lead_to(target_of({&address, 1}));
}

}  // namespace ampslint
