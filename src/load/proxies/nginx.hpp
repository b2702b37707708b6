#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "load/proxies/directives.hpp"

namespace ampslint {

/// How a `location` is compared with a request's path ("ngx_http_core_module" of nginx's manual).
enum class LocationKind : std::uint8_t {
  prefix,
  prefix_before_regex,
  exact,
  regex,
  regex_any_case,
  named,  ///< `@name`: only other locations lead to it
};

/// What can become of a request before its location passes it on ("ngx_http_rewrite_module").
enum class RewriteEffect : std::uint8_t {
  answers,     ///< nginx answers the request itself
  may_answer,  ///< it depends on a condition
  leads_on,    ///< the request may come to another location
  ends,        ///< no further directive of this kind is applied
};

/// A `return`, `rewrite`, `break` or `if`.
struct NginxRewrite {
  Span where;
  RewriteEffect effect = RewriteEffect::leads_on;
  Text pattern = {};      ///< of a `rewrite`: the paths that it is for; absent: all
  std::string code = {};  ///< of a `return`: the status
};

/// Who may come in ("ngx_http_access_module" and those that ask for a name and password).
struct NginxAccess {
  enum class Kind : std::uint8_t { open, unknown, closed };
  Kind kind = Kind::open;
  Span where = {};  ///< of what says so
};

/// Where requests go that are answered with a code (`error_page`).
using NginxErrorPages = std::map<std::string, std::string>;

/// A `location`, or what a server has outside of them, with what it has from the blocks around it.
struct NginxLocation {
  Span where;
  LocationKind kind = LocationKind::prefix;
  Text path;
  bool internal = false;
  bool known = true;  ///< false: Lua, a module or a file that was not read decides
  NginxAccess access;
  std::vector<NginxRewrite> rewrites;
  Text tries;  ///< where `try_files` leads if there is none of its files; absent: no `try_files`
  std::shared_ptr<const NginxErrorPages> error_pages;  ///< null: none
  Text proxy_pass;                                     ///< absent: it passes nothing on
  /// Whether it sends `Upgrade` and `Connection` on; nothing: a variable decides.
  std::optional<bool> upgrades = false;
  Text http_version;
  bool http_version_known = true;
  std::vector<NginxLocation> locations;
};

/// A `listen` of a server: `443`, `*:443`, `10.0.0.7:443`, `[::]:443`. Sockets and what takes UDP
/// only are left out.
struct NginxListen {
  Span where;
  std::string address;  ///< with its port
  unsigned ports = 1;   ///< so many, from that one on
  bool tls = false;
  bool is_default = false;
  bool both_families = false;  ///< an IPv6 address that takes IPv4, too
  bool http2 = false;
  /// It asks for more than requests in HTTP/1.1: what becomes of these is not known.
  bool speaks_other = false;
};

struct NginxServer {
  Span where;
  std::vector<NginxListen> listens;
  std::vector<Text> names;
  bool tls = false;  ///< `ssl on`
  bool merges_slashes = true;
  NginxLocation outer;  ///< what holds outside its locations, and these
};

/// A server of `stream`: it passes connections on as they are, but for TLS.
struct NginxStreamServer {
  Span where;
  std::vector<NginxListen> listens = {};
  Text proxy_pass = {};
  bool proxy_tls = false;
  bool known = true;
};

struct NginxUpstream {
  Text name;
  std::vector<Text> servers;
  bool known = true;  ///< false: it has others, too
};

/// The servers of an nginx configuration, its includes followed.
struct Nginx {
  std::vector<NginxServer> servers;
  std::vector<NginxUpstream> upstreams;
  std::vector<NginxStreamServer> stream_servers;
  std::vector<NginxUpstream> stream_upstreams;
  bool complete = true;              ///< false: a file was not read that may hold servers
  std::vector<std::string> notices;  ///< on includes that are not read
  std::deque<std::string> decoded;   ///< what texts with escapes stand for
};

/// Reads an nginx configuration. An error where a file cannot be read, its braces and quotes do not
/// fit, or there is too much of it.
Result<Nginx> read_nginx(FileReader& files, const std::string& path, Sources& sources,
                         NginxAmount& amount);

}  // namespace ampslint
