#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
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
  std::optional<Pattern> pattern = {};  ///< of a regular expression
  std::string to;                       ///< as declared; empty: nowhere
  bool known = true;                    ///< whether the place of `to` is known
  bool tls = false;                     ///< the proxy speaks TLS to it
  bool upgrades = true;                 ///< it passes the request to upgrade on
  /// Of `to`; null: none. Routes to one upstream share them …
  std::shared_ptr<const std::vector<HostPort>> addresses = {};
  std::vector<const Transport*> targets = {};  ///< … or the transports that it names
};

/// What a path comes to among routes.
struct RouteFound {
  const Route* route = nullptr;  ///< null: none fits
  bool known = true;             ///< false: that takes too long to find out
};

/// The routes of a proxy, as nginx chooses among its locations: an exact one, the longest prefix,
/// or the first regular expression.
class Routes {
 public:
  explicit Routes(std::vector<Route> routes);

  const std::vector<Route>& all() const { return all_; }
  /// Several threads may ask.
  RouteFound find(std::string_view path) const;

 private:
  /// A route by prefix, and the index of the longest one that begins it.
  struct Prefix {
    const Route* route = nullptr;
    std::size_t shorter = 0;
  };
  const Route* longest_prefix(std::string_view path) const;
  RouteFound find_by_regex(std::string_view path, const Route* otherwise) const;

  std::vector<Route> all_;
  std::unordered_map<std::string_view, const Route*> exact_;
  std::vector<Prefix> prefixes_;  ///< in the order of their paths
  std::vector<const Route*> regexes_;
  mutable std::mutex mutex_;
  mutable std::unordered_map<std::string, RouteFound> known_;  ///< what regular expressions said
};

/// An HTTP proxy in front of instances, as the workspace file declares it.
struct Proxy {
  std::string name;  ///< as messages call it
  Span where;
  bool tls = false;
  std::shared_ptr<const Routes> routes = {};
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
  /// `places`: where clients reach it. Each host is a `host_key`; it may begin with `*.`, or like
  /// nginx's `.example.com`, which is the name itself, too.
  void add(Proxy proxy, const std::vector<HostPort>& places);
  bool empty() const { return proxies_.empty(); }
  /// The first one that a string's address names, or null.
  const Proxy* at(const ConnectionString& client) const;

 private:
  /// Indices of proxies by `host:port`.
  using ByPlace = std::unordered_map<std::string, std::size_t>;

  std::vector<Proxy> proxies_;
  ByPlace of_host_;
  ByPlace below_;  ///< by what the host ends with, from a dot on
};

/// Reads the workspace's proxies, nginx's configurations among them, and finds what they lead to.
/// What is wrong is added to `problems`, and what is not read to `notices`, one line each, led by
/// its place.
Proxies read_proxies(FileReader& files, const Workspace& workspace,
                     const std::vector<std::unique_ptr<const Instance>>& instances,
                     const RegexBudget& regexes, Sources& sources,
                     std::vector<std::string>& problems, std::vector<std::string>& notices);

}  // namespace ampslint
