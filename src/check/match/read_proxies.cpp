#include "check/match/read_proxies.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "base/limits.hpp"
#include "base/suggest.hpp"
#include "check/match/nginx_routes.hpp"
#include "model/placement.hpp"

namespace ampslint {
namespace {

/// The names of a server of nginx; those that are too long for a name are left out.
ServerNames names_of(const NginxServer& server, const RegexBudget& regexes) {
  constexpr std::size_t longest = 300;
  ServerNames names;
  for (const Text& name : server.names) {
    if (name.value.starts_with('~')) {
      names.patterns.push_back(nginx_pattern(name.value.substr(1), true, regexes));
    } else if (name.value.size() <= longest) {
      names.add(std::string(name.value));
    }
  }
  return names;
}

/// Who reaches what listens at an address of nginx: a port alone is one of IPv4.
Place place_of_listener(const Address& address, const NginxListen& listen) {
  if (address.is_bare()) return Place::wild4;
  const Place place = place_of(address);
  return place == Place::wild6 && listen.both_families ? Place::any : place;
}

/// Turns declarations into proxies.
class ProxyBuilder {
 public:
  ProxyBuilder(FileReader& files, const Workspace& workspace, const Instances& instances,
               const RegexBudget& regexes, Sources& sources, std::vector<std::string>& problems,
               std::vector<std::string>& notices)
      : files_(files),
        workspace_(workspace),
        instances_(instances),
        regexes_(regexes),
        sources_(sources),
        problems_(problems),
        notices_(notices) {}

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
    std::vector<HostPort> places;
    for (const Text& listen : declared.listen) {
      const std::optional<Address> address = proxy_address(listen.value);
      if (!address || address->is_bare()) {
        report(listen.where,
               fmt::format("'{}' is not an address; expected 'host:port' as clients use it",
                           listen.value));
        continue;
      }
      places.push_back({host_key(address->host), address->port});
    }
    if (declared.listen.empty()) {
      report(declared.where, "a proxy needs 'listen', or 'nginx'");
    } else if (proxy.name.empty()) {
      proxy.name = declared.listen.front().value;
    }
    std::vector<Route> routes;
    for (const DeclaredRoute& route : declared.routes) routes.push_back(route_of(route));
    proxy.routes = std::make_shared<const Routes>(std::move(routes));
    if (may_have(places.size(), declared.where)) proxies_.add(std::move(proxy), places);
  }

  /// Whether there may be so many addresses more.
  bool may_have(std::size_t addresses, Span where) {
    const bool could = addresses_ <= limits::proxy_addresses;
    addresses_ += addresses;
    const bool can = addresses_ <= limits::proxy_addresses;
    if (could && !can) {
      report(where, fmt::format("more than {} addresses of proxies: this one and the rest are not "
                                "known",
                                limits::proxy_addresses));
    }
    return can;
  }

  Route route_of(const DeclaredRoute& declared) {
    Route route{.where = declared.path.where,
                .path = std::string(declared.path.value),
                .to = std::string(declared.to.value),
                .tls = declared.tls};
    if (declared.to) {
      const std::string to(declared.to.value);
      route.lead_to(target_of({&to, 1}));
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
    return route;
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
            declared.transport ? transport.name().value == declared.transport.value : true;
        if (is_it) route.targets.push_back(&transport);
        if (is_it) route.tls = transport.tls;
      }
      if (!route.targets.empty()) return;
      names.clear();
      for (const Transport& transport : instance->transports) {
        names.push_back(transport.name().value);
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

  void add_nginx(const DeclaredProxy& declared) {
    const Result<Nginx> read =
        read_nginx(files_, workspace_.path_of(declared.nginx), sources_, amount_);
    if (!read) {
      problems_.push_back(read.error().what);
      return;
    }
    notices_.insert(notices_.end(), read->notices.begin(), read->notices.end());
    VirtualServers& servers = proxies_.add_nginx(!declared.hosts.empty(), read->complete);
    for (const Text& host : declared.hosts) servers.add_host(host_key(host.value));
    const auto report_it = [this](Span where, const std::string& what) { report(where, what); };
    bool asked_by_name = !declared.hosts.empty();
    const NginxRoutes routes(read->upstreams, read->complete, regexes_, report_it);
    for (const NginxServer& server : read->servers) {
      const ServerNames names = names_of(server, regexes_);
      for (const std::string& name : names.exact) servers.add_host(name);
      for (const std::string& name : names.dotted) servers.add_host(name.substr(1));
      asked_by_name |= !names.below.empty() || !names.before.empty() || !names.patterns.empty();
      add_listens(declared, server.listens, names,
                  {.name = {}, .where = {}, .tls = server.tls, .routes = routes.of(server)},
                  servers);
    }
    const NginxRoutes stream(read->stream_upstreams, read->complete, regexes_, report_it);
    for (const NginxStreamServer& server : read->stream_servers) {
      add_listens(declared, server.listens, {},
                  {.name = {}, .where = {}, .stream = true, .routes = stream.of(server)}, servers);
    }
    const bool unreachable = !asked_by_name && !servers.has_hosts() && read->complete;
    if (unreachable && !(read->servers.empty() && read->stream_servers.empty())) {
      report(declared.nginx.where,
             fmt::format("a server in '{}' has no server_name; set its 'hosts'",
                         declared.nginx.value));
    } else if (read->servers.empty() && read->stream_servers.empty() && read->complete) {
      notices_.push_back(fmt::format("{}: '{}' has no server",
                                     place(sources_, declared.nginx.where), declared.nginx.value));
    }
  }

  /// A proxy for each port at which a server listens.
  void add_listens(const DeclaredProxy& declared, const std::vector<NginxListen>& listens,
                   const ServerNames& names, const Proxy& server, VirtualServers& servers) {
    const std::size_t number =
        std::max<std::size_t>(1, names.exact.size() + names.below.size() + names.dotted.size() +
                                     names.before.size() + names.patterns.size());
    for (const NginxListen& listen : listens) {
      std::optional<Address> address = proxy_address(listen.address);
      if (!address) continue;
      if (!may_have(number * listen.ports, listen.where)) return;
      if (address->ip && !address->ip->is_wildcard()) servers.add_host(host_key(address->host));
      for (unsigned i = 0; i < listen.ports; ++i, ++address->port) {
        Proxy& proxy = proxies_.keep(server);
        proxy.name = name_of(declared, names);
        proxy.where = listen.where;
        proxy.tls = server.tls || listen.tls;
        if (listen.speaks_other) proxy.routes = unknown_routes_;
        servers.add(*address, place_of_listener(*address, listen), names, listen.is_default, proxy);
      }
    }
  }

  /// How messages call it.
  static std::string name_of(const DeclaredProxy& declared, const ServerNames& names) {
    if (declared.name && !declared.name.value.empty()) return std::string(declared.name.value);
    if (!names.exact.empty()) return names.exact.front();
    if (!names.dotted.empty()) return names.dotted.front();
    if (!names.below.empty()) return "*" + names.below.front();
    if (!declared.hosts.empty()) return std::string(declared.hosts.front().value);
    return std::string(declared.nginx.value);
  }

  FileReader& files_;
  const Workspace& workspace_;
  const Instances& instances_;
  const RegexBudget& regexes_;
  Sources& sources_;
  std::vector<std::string>& problems_;
  std::vector<std::string>& notices_;
  Proxies proxies_;
  NginxAmount amount_;
  std::size_t addresses_ = 0;
  std::shared_ptr<const Routes> unknown_routes_ = std::make_shared<const Routes>(
      std::vector<Route>(), Route{.where = {}, .to = {}, .opaque = true});
};

}  // namespace

Proxies read_proxies(FileReader& files, const Workspace& workspace, const Instances& instances,
                     const RegexBudget& regexes, Sources& sources,
                     std::vector<std::string>& problems, std::vector<std::string>& notices) {
  return ProxyBuilder(files, workspace, instances, regexes, sources, problems, notices).build();
}

}  // namespace ampslint
