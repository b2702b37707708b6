#include "check/match/proxy.hpp"

#include <fmt/core.h>

#include "model/placement.hpp"

namespace ampslint {

Diagnostic proxy_tls_mismatch(const ConnectionString& client, const Proxy& proxy) {
  const std::string_view scheme = client.parts().scheme;
  const std::string_view plain = client.websocket() ? "ws" : "tcp";
  return {
      .where = client.at(scheme),
      .message = fmt::format(
          fmt::runtime(proxy.tls ? "proxy '{}' speaks TLS, which '{}' does not"
                                 : "proxy '{}' does not speak TLS, which '{}' asks for"),
          proxy.name, client.show(scheme)),
      .notes = {{proxy.where, "the proxy is declared here"}},
      .fix = Fix{{{client.at(scheme), fmt::format("{}{}", plain, proxy.tls ? "s" : "")}}, false}};
}

Proxies::Proxies() { servers_.emplace_back(true, true, false); }

void Proxies::add(Proxy proxy, const std::vector<HostPort>& places) {
  Proxy& kept = keep(std::move(proxy));
  for (const HostPort& place : places) {
    ServerNames names;
    names.add(place.host);
    servers_.front().add({.port = place.port}, Place::any, names, false, kept);
  }
}

VirtualServers& Proxies::add_nginx(bool hosts_given, bool complete) {
  return servers_.emplace_back(hosts_given, complete, true);
}

ProxyFound Proxies::at(const ConnectionString& client) const {
  using enum ProxyFound::How;
  ProxyFound found;
  if (empty() || client.unix_socket()) return found;
  const std::optional<std::uint16_t> port = client.port();
  if (!port) return found;
  for (const VirtualServers& servers : servers_) {
    const ProxyFound one = servers.find(client.parts().host, *port);
    if (one.how == here || one.how == unclear) return one;
    if (one.how == may_be) found = one;
  }
  return found;
}

}  // namespace ampslint
