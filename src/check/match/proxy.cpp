#include "check/match/proxy.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <span>

#include "base/ascii.hpp"
#include "base/limits.hpp"
#include "base/suggest.hpp"

namespace ampslint {
namespace {

/// Bytes of a host and its port; no name has as many.
constexpr std::size_t longest_host = 300;

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
      const std::optional<Address> address = address_in(listen.value);
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

  /// Where a proxy connects to, and whether all of that is known.
  struct Target {
    std::shared_ptr<const std::vector<HostPort>> addresses;
    bool known = true;
  };

  static Target target_of(std::span<const std::string> texts) {
    Target target;
    std::vector<HostPort> addresses;
    for (const std::string& text : texts) {
      const std::optional<Address> address = address_in(text);
      target.known = target.known && address.has_value();
      if (!address) continue;
      const std::string_view host = address->is_bare() ? "localhost" : address->host;
      addresses.push_back({.host = std::string(host), .port = address->port});
    }
    target.addresses = std::make_shared<const std::vector<HostPort>>(std::move(addresses));
    return target;
  }

  static void lead_to(const Target& target, Route& route) {
    route.known = route.known && target.known;
    route.addresses = target.addresses;
  }

  static void lead_to(std::string_view text, Route& route) {
    const std::string one(text);
    lead_to(target_of({&one, 1}), route);
  }

  void add_nginx(const DeclaredProxy& declared) {
    const Result<Nginx> read =
        read_nginx(files_, workspace_.path_of(declared.nginx), sources_, amount_);
    if (!read) {
      problems_.push_back(read.error().what);
      return;
    }
    notices_.insert(notices_.end(), read->notices.begin(), read->notices.end());
    upstreams_.clear();
    for (const NginxUpstream& upstream : read->upstreams) add_upstream(upstream);
    for (const NginxServer& server : read->servers) add_server(declared, server);
  }

  /// The names by which clients reach a server: those of the file, or else the workspace's.
  static std::vector<std::string> hosts_of(const DeclaredProxy& declared,
                                           const NginxServer& server) {
    std::vector<std::string> hosts;
    for (const Text& name : server.names) {
      const bool pattern = name.value.starts_with('~') || name.value.ends_with(".*");
      const bool too_long = name.value.size() > longest_host;
      if (!name.value.empty() && name.value != "_" && !pattern && !too_long) {
        hosts.push_back(host_key(name.value));
      }
    }
    if (!hosts.empty()) return hosts;
    for (const Text& host : declared.hosts) hosts.push_back(host_key(host.value));
    return hosts;
  }

  /// Of the addresses at both ports, for plain connections and for TLS, as the port may be absent.
  void add_upstream(const NginxUpstream& upstream) {
    std::vector<std::string> plain;
    std::vector<std::string> secure;
    for (const Text& server : upstream.servers) {
      if (plain.size() == limits::upstream_servers) {
        report(server.where, fmt::format("more than {} servers in upstream '{}': the rest are not "
                                         "known",
                                         limits::upstream_servers, upstream.name.value));
        break;
      }
      plain.push_back(with_port(server.value, false));
      secure.push_back(with_port(server.value, true));
    }
    const auto [at, is_new] = upstreams_.try_emplace(upstream.name.value);
    if (!is_new) return;
    at->second = {target_of(plain), target_of(secure)};
    const bool all = plain.size() == upstream.servers.size();
    at->second.plain.known &= all;
    at->second.secure.known &= all;
  }

  void add_server(const DeclaredProxy& declared, const NginxServer& server) {
    std::vector<Route> routes;
    for (const NginxLocation& location : server.locations) routes.push_back(route_of(location));
    const auto shared = std::make_shared<const Routes>(std::move(routes));
    const std::vector<std::string> named = hosts_of(declared, server);
    for (const NginxListen& listen : server.listens) {
      const std::optional<Address> address = address_in(listen.address.value);
      if (!address) continue;
      std::vector<std::string> own;
      if (named.empty() && address->ip && !address->ip->is_wildcard())
        own.push_back(host_key(address->host));
      const std::vector<std::string>& hosts = named.empty() ? own : named;
      if (hosts.empty()) {
        report(declared.nginx.where,
               fmt::format("a server in '{}' has no server_name; set its 'hosts'",
                           declared.nginx.value));
        return;
      }
      if (!may_have(hosts.size(), listen.address.where)) return;
      std::vector<HostPort> places;
      for (const std::string& host : hosts) places.push_back({host, address->port});
      proxies_.add(
          {.name = declared.name.value.empty() ? hosts.front() : std::string(declared.name.value),
           .where = listen.address.where,
           .tls = listen.tls,
           .routes = shared},
          places);
    }
  }

  Route route_of(const NginxLocation& location) {
    Route route{.where = location.where,
                .kind = location.kind,
                .path = std::string(location.path.value),
                .to = std::string(location.proxy_pass.value)};
    if (location.kind == LocationKind::regex || location.kind == LocationKind::regex_any_case) {
      const bool any_case = location.kind == LocationKind::regex_any_case;
      route.pattern = Pattern::compile((any_case ? "(?i)" : "") + route.path, regexes_);
    }
    // Without both, nginx sends `Connection: close` and no `Upgrade`.
    const std::string connection = to_lower(location.connection.value);
    route.upgrades = !location.upgrade.value.empty() &&
                     (connection.find("upgrade") != npos || connection.find('$') != npos);
    if (location.proxy_pass) find_target(route);
    return route;
  }

  /// `proxy_pass http://host:port/path`, where the host may be an upstream's name.
  void find_target(Route& route) {
    std::string_view target = route.to;
    route.tls = target.starts_with("https://");
    const std::size_t slashes = target.find("://");
    route.known = slashes != npos && target.find('$') == npos &&
                  !target.substr(slashes + 3).starts_with("unix:");
    if (!route.known) return;
    target.remove_prefix(slashes + 3);
    target = target.substr(0, target.find('/'));
    const auto named = upstreams_.find(target);
    if (named == upstreams_.end()) return lead_to(with_port(target, route.tls), route);
    lead_to(route.tls ? named->second.secure : named->second.plain, route);
  }

  static std::string with_port(std::string_view host, bool tls) {
    const bool has_port = host.rfind(':') != npos && !host.ends_with(']');
    return has_port ? std::string(host) : fmt::format("{}:{}", host, tls ? 443 : 80);
  }

  FileReader& files_;
  const Workspace& workspace_;
  const Instances& instances_;
  const RegexBudget& regexes_;
  Sources& sources_;
  std::vector<std::string>& problems_;
  std::vector<std::string>& notices_;
  Proxies proxies_;
  /// The upstreams of one nginx configuration, by name.
  struct Upstream {
    Target plain;
    Target secure;
  };
  std::map<std::string_view, Upstream> upstreams_;
  NginxAmount amount_;
  std::size_t addresses_ = 0;
};

std::string place_key(std::string_view host, std::uint16_t port) {
  return fmt::format("{}:{}", host, port);
}

}  // namespace

Routes::Routes(std::vector<Route> routes) : all_(std::move(routes)) {
  for (const Route& route : all_) {
    if (route.pattern) {
      regexes_.push_back(&route);
    } else if (route.kind == LocationKind::exact) {
      exact_.try_emplace(route.path, &route);
    } else {
      prefixes_.push_back({.route = &route});
    }
  }
  // Of two with one path the first counts.
  const auto path = [](const Prefix& prefix) -> const std::string& { return prefix.route->path; };
  std::ranges::stable_sort(prefixes_, {}, path);
  const auto repeated = std::ranges::unique(prefixes_, {}, path);
  prefixes_.erase(repeated.begin(), repeated.end());
  std::vector<std::size_t> open;  // those that begin the one at hand, each beginning the next
  for (std::size_t i = 0; i < prefixes_.size(); ++i) {
    while (!open.empty() && !path(prefixes_[i]).starts_with(path(prefixes_[open.back()]))) {
      open.pop_back();
    }
    prefixes_[i].shorter = open.empty() ? npos : open.back();
    open.push_back(i);
  }
}

const Route* Routes::longest_prefix(std::string_view path) const {
  const auto behind = std::ranges::upper_bound(
      prefixes_, path, {},
      [](const Prefix& prefix) -> std::string_view { return prefix.route->path; });
  if (behind == prefixes_.begin()) return nullptr;
  // All that begin the path also begin the last one before it.
  auto at = static_cast<std::size_t>(behind - prefixes_.begin()) - 1;
  const std::string_view last = prefixes_[at].route->path;
  const auto common =
      static_cast<std::size_t>(std::ranges::mismatch(path, last).in1 - path.begin());
  while (at != npos && prefixes_[at].route->path.size() > common) at = prefixes_[at].shorter;
  return at == npos ? nullptr : prefixes_[at].route;
}

RouteFound Routes::find(std::string_view path) const {
  if (const auto exact = exact_.find(path); exact != exact_.end()) return {.route = exact->second};
  const Route* longest = longest_prefix(path);
  const bool is_final = longest != nullptr && longest->kind == LocationKind::prefix_before_regex;
  if (is_final || regexes_.empty()) return {.route = longest};
  constexpr std::size_t most_known = 100'000;
  const std::lock_guard lock(mutex_);
  const auto known = known_.find(std::string(path));
  if (known != known_.end()) return known->second;
  const RouteFound found = find_by_regex(path, longest);
  if (known_.size() < most_known) known_.emplace(path, found);
  return found;
}

RouteFound Routes::find_by_regex(std::string_view path, const Route* otherwise) const {
  for (const Route* route : regexes_) {
    const std::optional<bool> matches = route->pattern->matches(path);
    if (!matches) return {.known = false};
    if (*matches) return {.route = route};
  }
  return {.route = otherwise};
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

void Proxies::add(Proxy proxy, const std::vector<HostPort>& places) {
  const std::size_t index = proxies_.size();
  proxies_.push_back(std::move(proxy));
  for (const auto& [host, port] : places) {
    const bool any_below = host.starts_with("*.");
    const bool and_below = host.starts_with('.');
    if (any_below || and_below) {
      below_.try_emplace(place_key(std::string_view(host).substr(any_below ? 1 : 0), port), index);
    }
    if (!any_below) {
      of_host_.try_emplace(place_key(std::string_view(host).substr(and_below ? 1 : 0), port),
                           index);
    }
  }
}

const Proxy* Proxies::at(const ConnectionString& client) const {
  if (proxies_.empty() || client.unix_socket()) return nullptr;
  const std::optional<std::uint16_t> port = client.port();
  if (!port) return nullptr;
  const std::string key = place_key(host_key(client.parts().host), *port);
  std::size_t first = proxies_.size();
  const auto take = [&first](const ByPlace& proxies, const std::string& place) {
    const auto found = proxies.find(place);
    if (found != proxies.end()) first = std::min(first, found->second);
  };
  take(of_host_, key);
  const bool may_be_below = !below_.empty() && key.size() <= longest_host;
  for (std::size_t dot = may_be_below ? key.find('.') : npos; dot != npos;
       dot = key.find('.', dot + 1)) {
    take(below_, key.substr(dot));
  }
  return first == proxies_.size() ? nullptr : &proxies_[first];
}

Proxies read_proxies(FileReader& files, const Workspace& workspace, const Instances& instances,
                     const RegexBudget& regexes, Sources& sources,
                     std::vector<std::string>& problems, std::vector<std::string>& notices) {
  return Builder(files, workspace, instances, regexes, sources, problems, notices).build();
}

}  // namespace ampslint
