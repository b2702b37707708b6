#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "check/match/routes.hpp"
#include "check/match/virtual_servers.hpp"
#include "model/connection_string.hpp"
#include "model/instance.hpp"

namespace ampslint {

/// An HTTP proxy in front of instances, as the workspace file declares it; or one that passes
/// connections on as they are.
struct Proxy {
  std::string name;  ///< as messages call it
  Span where;
  bool tls = false;     ///< clients speak TLS to it
  bool stream = false;  ///< it passes on whatever it gets; there is no path to route
  std::shared_ptr<const Routes> routes = {};
};

/// A connection string whose address is a proxy's, and where its path leads.
struct Proxied {
  const ConnectionString& client;
  const Proxy& proxy;
  const Route* route = nullptr;          ///< null: none fits the path
  const Transport* transport = nullptr;  ///< one that the route leads to; null: none
  bool known = true;                     ///< whether there can be another, unseen one
  std::optional<Span> answered = {};     ///< the proxy itself answers here
};

/// The scheme that does not fit a proxy's TLS.
Diagnostic proxy_tls_mismatch(const ConnectionString& client, const Proxy& proxy);

/// The proxies of a run: those that the workspace describes, and its nginx configurations.
class Proxies {
 public:
  Proxies();
  /// A proxy that is known by one address, or several. A host may begin with `*.`, or like nginx's
  /// `.example.com`, which is the name itself, too.
  void add(Proxy proxy, const std::vector<HostPort>& places);
  /// A place for the servers of one nginx, which are added to what this returns.
  VirtualServers& add_nginx(bool hosts_given, bool complete);
  /// Keeps a server's proxy where it is.
  Proxy& keep(Proxy proxy) { return proxies_.emplace_back(std::move(proxy)); }
  bool empty() const { return proxies_.empty() && servers_.size() == 1; }
  /// The first one that a string's address names.
  ProxyFound at(const ConnectionString& client) const;

 private:
  std::deque<Proxy> proxies_;
  std::deque<VirtualServers> servers_;  ///< the first of them are those that are described
};

}  // namespace ampslint
