#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/regex.hpp"
#include "check/match/address_fit.hpp"
#include "model/address.hpp"

namespace ampslint {

struct Proxy;

/// What stands at an address in front of instances.
struct ProxyFound {
  enum class How : std::uint8_t {
    none,     ///< no proxy
    may_be,   ///< perhaps one, if the host is its own
    unclear,  ///< one, but which of its servers answers is not known
    here,
  };
  How how = How::none;
  const Proxy* proxy = nullptr;  ///< that answers
  bool by_pattern = false;       ///< the host is not known to be its own, but fits
};

/// The names by which a server is asked for ("Server names" of nginx's documentation).
struct ServerNames {
  std::vector<std::string> exact;   ///< as `host_key` has them
  std::vector<std::string> below;   ///< `.example.com` of `*.example.com`
  std::vector<std::string> dotted;  ///< `.example.com` itself: the name and all below
  std::vector<std::string> before;  ///< `www.` of `www.*`
  std::vector<std::optional<Pattern>> patterns;
  bool own_hostname = false;  ///< the name of the machine that it runs on

  /// Any but a regular expression, in lower case.
  void add(std::string name);
};

/// The servers of one nginx, by the addresses that it listens at. A server is chosen as nginx does:
/// by its exact name, the longest wildcard, the first regular expression, or as the default.
class VirtualServers {
 public:
  /// `hosts_given`: all of its hosts are known that its own names do not say. `complete`: so are
  /// all of its servers. `shared_tls`: all servers at one address speak TLS if one does.
  VirtualServers(bool hosts_given, bool complete, bool shared_tls)
      : hosts_given_(hosts_given), complete_(complete), shared_tls_(shared_tls) {}

  /// A host that is known to be its own.
  void add_host(std::string host) { hosts_.insert(std::move(host)); }
  bool has_hosts() const { return !hosts_.empty(); }
  /// A server at an address, whose place says who reaches it.
  void add(const Address& address, Place place, const ServerNames& names, bool is_default,
           Proxy& proxy);
  ProxyFound find(std::string_view host, std::uint16_t port) const;

 private:
  /// How a server was chosen, the least decisive first.
  enum class Rank : std::uint8_t { fallback, pattern, before, below, exact };
  struct Choice {
    const Proxy* proxy = nullptr;
    Rank rank = Rank::fallback;
    bool known = true;
  };
  struct Group {
    Place place = Place::any;
    std::optional<IpAddress> ip;
    std::unordered_map<std::string, const Proxy*> exact;  ///< null: taken in vain
    std::unordered_map<std::string, const Proxy*> below;
    std::unordered_map<std::string, const Proxy*> before;
    std::vector<std::pair<std::optional<Pattern>, const Proxy*>> patterns;
    const Proxy* own_hostname = nullptr;
    const Proxy* fallback = nullptr;
    bool fallback_marked = false;
    std::vector<Proxy*> proxies;
    bool tls = false;

    void add_dotted(const std::string& name, const Proxy& proxy);
    Choice choose(const std::string& host, bool is_ip) const;
  };
  using Groups = std::map<std::string, Group>;  ///< by host

  static std::vector<const Group*> reached(const Groups& groups, std::string_view host,
                                           const std::optional<IpAddress>& ip);
  ProxyFound settle(const std::vector<Choice>& choices, bool own) const;

  bool hosts_given_;
  bool complete_;
  bool shared_tls_;
  std::unordered_set<std::string> hosts_;
  std::unordered_map<std::uint16_t, Groups> ports_;
};

}  // namespace ampslint
