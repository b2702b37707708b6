#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/regex.hpp"
#include "load/proxies/nginx.hpp"
#include "model/instance.hpp"

namespace ampslint {

struct HostPort {
  std::string host;
  std::uint16_t port = 0;
};

/// Where a proxy connects to, and whether all of that is known.
struct RouteTarget {
  std::shared_ptr<const std::vector<HostPort>> addresses;
  bool known = true;
};

/// `host:port`, `[ip6]:port`, `*:port` or a port alone, as proxies and their files have it.
std::optional<Address> proxy_address(std::string_view text);
RouteTarget target_of(std::span<const std::string> addresses);

class Routes;

/// What may become of a request at a route before it is passed on.
struct RouteStep {
  Span where;
  RewriteEffect effect = RewriteEffect::leads_on;
  bool conditional = false;             ///< only for the paths that fit the pattern
  std::optional<Pattern> pattern = {};  ///< nothing: it is not known which these are
  std::string code = {};                ///< of an answer
};

/// Where an HTTP proxy sends the requests for some paths.
struct Route {
  Span where;
  LocationKind kind = LocationKind::prefix;
  std::string path = {};
  std::optional<Pattern> pattern = {};  ///< of a regular expression; nothing: it cannot be applied
  std::string to;                       ///< as declared; empty: nowhere
  bool known = true;                    ///< whether the place of `to` is known
  bool tls = false;                     ///< the proxy speaks TLS to it
  bool upgrades = true;                 ///< it passes the request to upgrade on
  NginxAccess access = {};              ///< who may come in
  std::optional<std::string> http_version = {};  ///< another than 1.1; empty: nginx's default
  /// Of `to`; null: none. Routes to one upstream share them …
  std::shared_ptr<const std::vector<HostPort>> addresses = {};
  std::vector<const Transport*> targets = {};  ///< … or the transports that it names

  bool internal = false;  ///< only other routes lead to it
  bool opaque = false;    ///< what becomes of its requests is not known
  bool merges_slashes = true;
  std::vector<RouteStep> steps = {};
  std::string tries = {};  ///< where files are looked for first: where it leads if there are none
  std::shared_ptr<const NginxErrorPages> error_pages = {};
  std::shared_ptr<const Routes> inner = {};  ///< those within it

  void lead_to(const RouteTarget& target) {
    known = known && target.known;
    addresses = target.addresses;
  }
  bool is_regex() const {
    return kind == LocationKind::regex || kind == LocationKind::regex_any_case;
  }
};

/// What a path comes to among routes.
struct RouteFound {
  const Route* route = nullptr;       ///< null: none fits
  bool known = true;                  ///< false: it cannot be found out
  std::optional<Span> answered = {};  ///< the proxy itself answers here, and passes nothing on

  bool leads_on() const { return !known || (route != nullptr && !answered && !route->to.empty()); }
};

/// The routes of a proxy, as nginx chooses among its locations: an exact one, the longest prefix,
/// or the first regular expression.
class Routes {
 public:
  /// `outer`: what holds outside of them; where it leads somewhere, all requests go there.
  explicit Routes(std::vector<Route> routes, Route outer = {});

  const std::vector<Route>& all() const { return all_; }
  /// For the path of a connection string. Several threads may ask.
  RouteFound find(std::string_view path) const;

 private:
  /// A route by prefix, and the index of the longest one that begins it.
  struct Prefix {
    const Route* route = nullptr;
    std::size_t shorter = 0;
  };
  /// The route for a path, and whether no other one of the level around can come before it.
  struct Located {
    RouteFound found = {};
    bool final = false;
  };
  /// Where one request has been led to by `try_files` and `error_page`.
  using Visited = std::set<std::string, std::less<>>;

  void index_prefixes();
  bool is_plain(const Route& route) const;
  const Route* longest_prefix(std::string_view path) const;
  const Route* one_slash_longer(std::string_view path) const;
  Located locate(std::string_view path) const;
  Located locate_by_regex(std::string_view path) const;
  RouteFound lead(std::string_view path, Visited& visited) const;
  RouteFound lead_at(const Route& route, std::string_view path, Visited& visited) const;
  std::optional<RouteFound> after_steps(const Route& route, std::string_view path,
                                        bool& may_be_answered, Visited& visited) const;
  RouteFound answered(const Route& route, const std::string& code, Span where,
                      Visited& visited) const;
  bool may_lead_on(const std::string& to, Visited& visited) const;

  std::vector<Route> all_;
  Route outer_;
  std::unordered_map<std::string_view, const Route*> exact_;
  std::unordered_map<std::string_view, const Route*> named_;
  std::vector<Prefix> prefixes_;  ///< in the order of their paths
  std::vector<const Route*> regexes_;
  bool plain_ = true;  ///< the path alone says where it comes to
  mutable std::mutex mutex_;
  mutable std::unordered_map<std::string, RouteFound> known_;  ///< where that is not so
};

}  // namespace ampslint
