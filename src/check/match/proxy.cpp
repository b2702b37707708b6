#include "check/match/proxy.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "base/suggest.hpp"

namespace ampslint {
namespace {

using Instances = std::vector<std::unique_ptr<const Instance>>;

/// `host:port`, `[ip6]:port`, `*:port` or a port alone, as proxies and their files have it.
std::optional<Address> address_in(std::string_view text) {
  if (text.starts_with("*:")) text.remove_prefix(2);
  AddressFault fault;
  return parse_address(text, fault);
}

/// Turns declarations into proxies.
class Builder {
 public:
  Builder(FileReader& files, const Workspace& workspace, const Instances& instances,
          Sources& sources, std::vector<std::string>& problems)
      : files_(files),
        workspace_(workspace),
        instances_(instances),
        sources_(sources),
        problems_(problems) {}

  Proxies build() {
    for (const DeclaredProxy& declared : workspace_.proxies) {
      if (declared.nginx) {
        add_nginx(declared);
      } else {
        add(declared);
      }
    }
    return std::move(proxies_);
  }

 private:
  void report(Span where, const std::string& message) {
    problems_.push_back(fmt::format("{}: {}", place(sources_, where), message));
  }

  void add(const DeclaredProxy& declared) {
    Proxy proxy{
        .name = std::string(declared.name.value), .where = declared.where, .tls = declared.tls};
    for (const Text& listen : declared.listen) {
      const std::optional<Address> address = address_in(listen.value);
      if (!address || address->is_bare()) {
        report(listen.where,
               fmt::format("'{}' is not an address; expected 'host:port' as clients use it",
                           listen.value));
        continue;
      }
      proxy.places.push_back({host_key(address->host), address->port});
    }
    if (declared.listen.empty()) {
      report(declared.where, "a proxy needs 'listen', or 'nginx'");
    } else if (proxy.name.empty()) {
      proxy.name = declared.listen.front().value;
    }
    for (const DeclaredRoute& route : declared.routes) add_route(route, proxy);
    proxies_.add(std::move(proxy));
  }

  void add_route(const DeclaredRoute& declared, Proxy& proxy) {
    Route route{.where = declared.path.where,
                .path = std::string(declared.path.value),
                .to = std::string(declared.to.value),
                .tls = declared.tls};
    if (declared.to) {
      lead_to(declared.to.value, route);
      if (!route.known) {
        report(declared.to.where,
               fmt::format("'{}' is not an address; expected 'host:port'", declared.to.value));
      }
    } else if (declared.instance) {
      lead_to_named(declared, route);
    } else {
      report(declared.path.where, "a route needs 'to' or 'instance'");
      route.known = false;
    }
    proxy.routes.push_back(std::move(route));
  }

  void lead_to_named(const DeclaredRoute& declared, Route& route) {
    route.to = declared.transport.value.empty() ? std::string(declared.instance.value)
                                                : std::string(declared.transport.value);
    std::vector<std::string_view> names;
    for (const auto& instance : instances_) {
      if (instance->name.value != declared.instance.value) {
        names.push_back(instance->name.value);
        continue;
      }
      for (const Transport& transport : instance->transports) {
        const bool is_it =
            declared.transport ? transport.name.value == declared.transport.value : true;
        if (is_it) route.targets.push_back(&transport);
        if (is_it) route.tls = transport.tls;
      }
      if (!route.targets.empty()) return;
      names.clear();
      for (const Transport& transport : instance->transports) {
        names.push_back(transport.name.value);
      }
      report(declared.transport.where,
             fmt::format("instance '{}' has no transport '{}'{}", declared.instance.value,
                         declared.transport.value, did_you_mean(declared.transport.value, names)));
      route.known = false;
      return;
    }
    route.known = false;
    report(declared.instance.where,
           fmt::format("no instance is called '{}'{}", declared.instance.value,
                       did_you_mean(declared.instance.value, names)));
  }

  static void lead_to(std::string_view text, Route& route) {
    const std::optional<Address> address = address_in(text);
    route.known = route.known && address.has_value();
    if (!address) return;
    const std::string_view host = address->is_bare() ? "localhost" : address->host;
    route.addresses.push_back({.host = std::string(host), .port = address->port});
  }

  void add_nginx(const DeclaredProxy& declared) {
    const Result<Nginx> read = read_nginx(files_, workspace_.path_of(declared.nginx), sources_);
    if (!read) {
      problems_.push_back(read.error().what);
      return;
    }
    for (const NginxServer& server : read->servers) add_server(declared, *read, server);
  }

  /// The names by which clients reach a server: those of the file, or else the workspace's.
  static std::vector<std::string> hosts_of(const DeclaredProxy& declared,
                                           const NginxServer& server) {
    std::vector<std::string> hosts;
    for (const Text& name : server.names) {
      const bool pattern = name.value.starts_with('~') || name.value.ends_with(".*");
      if (!name.value.empty() && name.value != "_" && !pattern) {
        hosts.push_back(host_key(name.value));
      }
    }
    if (!hosts.empty()) return hosts;
    for (const Text& host : declared.hosts) hosts.push_back(host_key(host.value));
    return hosts;
  }

  void add_server(const DeclaredProxy& declared, const Nginx& nginx, const NginxServer& server) {
    std::vector<Route> routes;
    for (const NginxLocation& location : server.locations) {
      routes.push_back(route_of(location, nginx));
    }
    for (const NginxListen& listen : server.listens) {
      const std::optional<Address> address = address_in(listen.address.value);
      if (!address) continue;
      Proxy proxy{.name = std::string(declared.name.value),
                  .where = listen.address.where,
                  .tls = listen.tls};
      std::vector<std::string> hosts = hosts_of(declared, server);
      if (hosts.empty() && address->ip && !address->ip->is_wildcard())
        hosts.push_back(host_key(address->host));
      if (hosts.empty()) {
        report(declared.nginx.where,
               fmt::format("a server in '{}' has no server_name; set its 'hosts'",
                           declared.nginx.value));
        return;
      }
      if (proxy.name.empty()) proxy.name = hosts.front();
      for (std::string& host : hosts) proxy.places.push_back({std::move(host), address->port});
      proxy.routes = routes;
      proxies_.add(std::move(proxy));
    }
  }

  Route route_of(const NginxLocation& location, const Nginx& nginx) {
    Route route{.where = location.where,
                .kind = location.kind,
                .path = std::string(location.path.value),
                .to = std::string(location.proxy_pass.value)};
    if (location.kind == LocationKind::regex || location.kind == LocationKind::regex_any_case) {
      PatternFault fault;
      const bool any_case = location.kind == LocationKind::regex_any_case;
      route.pattern = Pattern::compile((any_case ? "(?i)" : "") + route.path, fault);
    }
    // Without both, nginx sends `Connection: close` and no `Upgrade`.
    const std::string connection = to_lower(location.connection.value);
    route.upgrades = !location.upgrade.value.empty() &&
                     (connection.find("upgrade") != npos || connection.find('$') != npos);
    if (location.proxy_pass) find_target(nginx, route);
    return route;
  }

  /// `proxy_pass http://host:port/path`, where the host may be an upstream's name.
  void find_target(const Nginx& nginx, Route& route) {
    std::string_view target = route.to;
    route.tls = target.starts_with("https://");
    const std::size_t slashes = target.find("://");
    route.known = slashes != npos && target.find('$') == npos &&
                  !target.substr(slashes + 3).starts_with("unix:");
    if (!route.known) return;
    target.remove_prefix(slashes + 3);
    target = target.substr(0, target.find('/'));
    const auto named = std::ranges::find(nginx.upstreams, target,
                                         [](const NginxUpstream& u) { return u.name.value; });
    if (named == nginx.upstreams.end()) return lead_to(with_port(target, route.tls), route);
    for (const Text& server : named->servers) lead_to(with_port(server.value, route.tls), route);
  }

  static std::string with_port(std::string_view host, bool tls) {
    const bool has_port = host.rfind(':') != npos && !host.ends_with(']');
    return has_port ? std::string(host) : fmt::format("{}:{}", host, tls ? 443 : 80);
  }

  FileReader& files_;
  const Workspace& workspace_;
  const Instances& instances_;
  Sources& sources_;
  std::vector<std::string>& problems_;
  Proxies proxies_;
};

bool serves(const Route& route, std::string_view path) {
  if (route.kind == LocationKind::exact) return path == route.path;
  return path.starts_with(route.path);
}

}  // namespace

bool Proxy::is_at(std::string_view key, std::uint16_t port) const {
  return std::ranges::any_of(places, [&](const HostPort& place) {
    if (place.port != port) return false;
    if (place.host.starts_with("*.")) return key.ends_with(place.host.substr(1));
    // nginx's `.example.com` is the name itself, too.
    if (place.host.starts_with('.'))
      return key.ends_with(place.host) || key == place.host.substr(1);
    return key == place.host;
  });
}

const Route* Proxy::route_for(std::string_view path) const {
  const Route* longest = nullptr;
  for (const Route& route : routes) {
    if (route.pattern || !serves(route, path)) continue;
    if (route.kind == LocationKind::exact) return &route;
    if (longest == nullptr || route.path.size() > longest->path.size()) longest = &route;
  }
  if (longest != nullptr && longest->kind == LocationKind::prefix_before_regex) return longest;
  for (const Route& route : routes) {
    if (route.pattern && route.pattern->matches(path).value_or(false)) return &route;
  }
  return longest;
}

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

const Proxy* Proxies::at(const ConnectionString& client) const {
  if (proxies_.empty() || client.unix_socket()) return nullptr;
  const std::optional<std::uint16_t> port = client.port();
  if (!port) return nullptr;
  const std::string key = host_key(client.parts().host);
  for (const Proxy& proxy : proxies_) {
    if (proxy.is_at(key, *port)) return &proxy;
  }
  return nullptr;
}

Proxies read_proxies(FileReader& files, const Workspace& workspace, const Instances& instances,
                     Sources& sources, std::vector<std::string>& problems) {
  return Builder(files, workspace, instances, sources, problems).build();
}

}  // namespace ampslint
