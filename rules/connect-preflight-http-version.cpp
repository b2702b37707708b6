#include "check/match/proxy.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Proxied& proxied, Diagnostics& found) {
  const Route* route = proxied.route;
  if (route == nullptr || proxied.transport == nullptr || !route->http_version) return;
  // Another version that is set is a fault in all versions of nginx: `connect-preflight-route`.
  if (proxied.answered || !route->upgrades || !route->http_version->empty()) return;
  // It is said of the location, once, whatever the number of strings.
  found.push_back({
      .where = route->where,
      .message = "without 'proxy_http_version 1.1', nginx before 1.29.7 passes requests on in "
                 "HTTP/1.0, which cannot be upgraded",
  });
}

}  // namespace

Rule connect_preflight_http_version() { return {Severity::warning, check}; }

}  // namespace ampslint
