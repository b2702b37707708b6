#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/regex.hpp"
#include "load/proxies/nginx.hpp"
#include "load/workspace/workspace.hpp"
#include "model/connection_string.hpp"
#include "model/instance.hpp"

namespace ampslint {

struct HostPort {
  std::string host;
  std::uint16_t port = 0;
};

/// Where an HTTP proxy sends the requests for some paths.
struct Route {
  Span where;
  LocationKind kind = LocationKind::prefix;
  std::string path;
  std::optional<Pattern> pattern = {};         ///< of a regular expression
  std::string to;                              ///< as declared; empty: nowhere
  bool known = true;                           ///< whether the place of `to` is known
  bool tls = false;                            ///< the proxy speaks TLS to it
  bool upgrades = true;                        ///< it passes the request to upgrade on
  std::vector<HostPort> addresses = {};        ///< of `to` …
  std::vector<const Transport*> targets = {};  ///< … or the transports that it names
};

/// An HTTP proxy in front of instances, as the workspace file declares it.
struct Proxy {
  std::string name;  ///< as messages call it
  Span where;
  bool tls = false;
  /// Where clients reach it. Each host is a `host_key`; it may begin with `*.`.
  std::vector<HostPort> places = {};
  std::vector<Route> routes = {};

  bool is_at(std::string_view host_key, std::uint16_t port) const;
  /// The route of a path, as nginx chooses among its locations: an exact one, the longest prefix,
  /// or the first regular expression; null for none.
  const Route* route_for(std::string_view path) const;
};

/// A connection string whose address is a proxy's, and where its path leads.
struct Proxied {
  const ConnectionString& client;
  const Proxy& proxy;
  const Route* route = nullptr;          ///< null: none fits the path
  const Transport* transport = nullptr;  ///< one that the route leads to; null: none
  bool known = true;                     ///< whether there can be another, unseen one
};

/// The scheme that does not fit a proxy's TLS.
Diagnostic proxy_tls_mismatch(const ConnectionString& client, const Proxy& proxy);

/// The proxies of a run.
class Proxies {
 public:
  void add(Proxy proxy) { proxies_.push_back(std::move(proxy)); }
  bool empty() const { return proxies_.empty(); }
  /// The one that a string's address names, or null.
  const Proxy* at(const ConnectionString& client) const;

 private:
  std::vector<Proxy> proxies_;
};

/// Reads the workspace's proxies, nginx's configurations among them, and finds what they lead to.
/// What is wrong is added to `problems`, one line each, led by its place.
Proxies read_proxies(FileReader& files, const Workspace& workspace,
                     const std::vector<std::unique_ptr<const Instance>>& instances,
                     Sources& sources, std::vector<std::string>& problems);

}  // namespace ampslint
