#include "load/proxies/nginx.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "base/ascii.hpp"

namespace ampslint {
namespace {

bool has(const NginxBlock& block, std::string_view name) {
  return std::ranges::any_of(block, [name](const NginxDirective& d) { return d.name() == name; });
}

bool has_word(const NginxDirective& directive, std::string_view wanted) {
  return std::ranges::count(directive.words, wanted, &Text::value) != 0;
}

/// Code decides what becomes of requests.
bool is_code(std::string_view name) {
  constexpr std::string_view phases[] = {"rewrite_by", "access_by", "precontent_by", "content_by",
                                         "balancer_by"};
  return name == "js_content" || name == "perl" ||
         std::ranges::any_of(phases, [name](std::string_view phase) {
           return name.substr(0, name.find("_lua")).ends_with(phase);
         });
}

/// The variables of an nginx that say what `Connection` comes to.
struct NginxVariables {
  std::set<std::string, std::less<>> usual;  ///< from `default upgrade; '' close;`
  std::set<std::string, std::less<>> other;  ///< set in another way

  /// Whether a header with that value asks for an upgrade where the request does.
  std::optional<bool> upgrades(std::string_view connection) const {
    if (to_lower(connection).find("upgrade") != npos && !connection.starts_with('$')) return true;
    if (connection.find('$') == npos) return false;
    if (connection == "$http_connection") return true;
    if (connection == "$http_upgrade") return std::nullopt;
    if (connection.starts_with("$http_")) return false;  // a header that no client sends
    if (other.contains(connection)) return std::nullopt;
    // A map in a file that is not here has that name, as nginx's guide gives it.
    if (usual.contains(connection) || connection == "$connection_upgrade") return true;
    return std::nullopt;
  }
};

/// Whether `Upgrade` is sent on with that value.
std::optional<bool> sends_upgrade(std::string_view value) {
  if (value.find('$') == npos) return !value.empty();
  if (value.starts_with("$http_")) return value == "$http_upgrade";
  return std::nullopt;
}

bool is_usual_map(const NginxDirective& map) {
  return has(map.block, "default") &&
         std::ranges::all_of(map.block, [](const NginxDirective& entry) {
           const std::string value = to_lower(entry.argument().value);
           return entry.name() == "default" ? value == "upgrade"
                                            : entry.name().empty() && value != "upgrade";
         });
}

void collect_variables(const NginxBlock& block, NginxVariables& variables) {
  for (const NginxDirective& directive : block) {
    if (directive.name() == "map" && directive.words.size() > 2) {
      const std::string name(directive.words[2].value);
      (is_usual_map(directive) ? variables.usual : variables.other).insert(name);
    } else if (directive.name() == "set") {
      variables.other.emplace(directive.argument().value);
    } else {
      collect_variables(directive.block, variables);
    }
  }
}

/// What a location has from the blocks around it. Headers and error pages are replaced as a whole
/// where a block sets any of its own.
struct NginxInherited {
  Text upgrade;
  Text connection;
  bool headers_known = true;
  Text http_version;
  bool http_version_known = true;
  std::shared_ptr<const NginxErrorPages> error_pages;
  bool known = true;                  ///< no code of theirs decides
  std::vector<NginxDirective> rules;  ///< `allow` and `deny`
  /// What asks for a name and password, or another server, by the names of the directives.
  std::map<std::string_view, Span> asks;
  std::optional<Span> certificate;  ///< it asks for one of the client
  bool any = false;                 ///< `satisfy any`
  const NginxVariables* variables = nullptr;

  void take(const NginxBlock& block) {
    take_access(block);
    const bool incomplete = has(block, "include");
    if (has(block, "proxy_set_header")) {
      upgrade = connection = {};
      headers_known = true;
    }
    if (incomplete) headers_known = http_version_known = false;
    for (const NginxDirective& directive : block) {
      known = known && !is_code(directive.name());
      if (directive.name() == "proxy_set_header" && directive.words.size() > 2) {
        const std::string_view header = directive.words[1].value;
        if (equal_ignoring_case(header, "upgrade")) upgrade = directive.words[2];
        if (equal_ignoring_case(header, "connection")) connection = directive.words[2];
      }
      if (directive.name() == "proxy_http_version") {
        http_version = directive.argument();
        http_version_known = true;
      }
    }
    if (has(block, "error_page")) take_error_pages(block);
  }

  /// Without both headers, nginx sends `Connection: close` and no `Upgrade`.
  std::optional<bool> upgrades() const {
    const std::optional<bool> first = sends_upgrade(upgrade.value);
    const std::optional<bool> second = variables->upgrades(connection.value);
    if (first == false || second == false) return false;
    return first && second ? first : std::nullopt;
  }

  /// Whether requests come in.
  NginxAccess access() const {
    using enum NginxAccess::Kind;
    if (certificate) return {unknown, *certificate};
    if (!asks.empty() && (any || rules.empty())) return {unknown, asks.begin()->second};
    if (rules.empty()) return {};
    const NginxDirective& first = rules.front();
    const bool of_all = first.argument().value == "all";
    if (of_all && first.name() == "deny") return {closed, first.where};
    if (!asks.empty()) return {unknown, asks.begin()->second};
    const bool only_allows = std::ranges::all_of(
        rules, [](const NginxDirective& rule) { return rule.name() == "allow"; });
    return {of_all || only_allows ? open : unknown, first.where};
  }

 private:
  void take_access(const NginxBlock& block) {
    if (has(block, "allow") || has(block, "deny")) rules.clear();
    for (const NginxDirective& directive : block) {
      const std::string_view name = directive.name();
      const std::string_view value = directive.argument().value;
      if (name == "allow" || name == "deny") rules.push_back(directive);
      if (name == "satisfy") any = value == "any";
      if (name.starts_with("auth_")) {
        asks.erase(name);
        if (value != "off") asks.emplace(name, directive.where);
      }
      if (name == "ssl_verify_client") {
        certificate = value == "on" ? std::optional(directive.where) : std::nullopt;
      }
    }
  }

  void take_error_pages(const NginxBlock& block) {
    NginxErrorPages pages;
    for (const NginxDirective& directive : block) {
      if (directive.name() != "error_page") continue;
      for (std::size_t i = 1; i + 1 < directive.words.size(); ++i) {
        pages.try_emplace(std::string(directive.words[i].value), directive.words.back().value);
      }
    }
    error_pages = std::make_shared<const NginxErrorPages>(std::move(pages));
  }
};

/// `rewrite REGEX REPLACEMENT [FLAG]`.
NginxRewrite rewrite_of(const NginxDirective& directive, bool in_location) {
  NginxRewrite rewrite{.where = directive.where, .pattern = directive.argument()};
  if (directive.words.size() < 3) return rewrite;
  const std::string_view to = directive.words[2].value;
  const std::string_view flag = directive.words.size() > 3 ? directive.words[3].value : "";
  const bool redirects = flag == "permanent" || flag == "redirect" || to.starts_with("http://") ||
                         to.starts_with("https://") || to.starts_with("$scheme");
  if (redirects) {
    rewrite.effect = RewriteEffect::answers;
    rewrite.code = flag == "permanent" ? "301" : "302";
  } else if (flag == "break" && in_location) {
    rewrite.effect = RewriteEffect::ends;
  }
  return rewrite;
}

/// `return CODE [TEXT]`, `return CODE URL` or `return URL`.
NginxRewrite return_of(const NginxDirective& directive) {
  const std::string_view first = directive.argument().value;
  return {.where = directive.where,
          .effect = RewriteEffect::answers,
          .code = is_digits(first) ? std::string(first) : "302"};
}

/// Nothing where the directives in an `if` change nothing that matters here.
std::optional<NginxRewrite> condition_of(const NginxDirective& directive) {
  const auto is_other = [](const NginxDirective& inner) { return inner.name() != "set"; };
  const auto first = std::ranges::find_if(directive.block, is_other);
  if (first == directive.block.end()) return std::nullopt;
  const bool only_answers = std::all_of(
      first, directive.block.end(),
      [&](const NginxDirective& inner) { return inner.name() == "return" || !is_other(inner); });
  if (!only_answers) return NginxRewrite{.where = directive.where};
  NginxRewrite rewrite = return_of(*first);
  rewrite.effect = RewriteEffect::may_answer;
  return rewrite;
}

/// Where `try_files` leads in the end: another location, or `=404`.
Text last_of(const NginxDirective& directive) {
  return directive.words.size() < 2 ? Text{} : directive.words.back();
}

void read_rewrites(const NginxBlock& block, bool in_location, NginxLocation& location) {
  for (const NginxDirective& inner : block) {
    std::optional<NginxRewrite> rewrite;
    if (inner.name() == "return") rewrite = return_of(inner);
    if (inner.name() == "rewrite") rewrite = rewrite_of(inner, in_location);
    if (inner.name() == "if") rewrite = condition_of(inner);
    if (inner.name() == "break") {
      rewrite = NginxRewrite{.where = inner.where, .effect = RewriteEffect::ends};
    }
    if (rewrite) location.rewrites.push_back(std::move(*rewrite));
  }
}

/// The modifier and path of a location; nothing where it has none. The modifier may be glued to the
/// path.
std::optional<std::pair<LocationKind, Text>> path_of(const NginxDirective& directive) {
  constexpr std::pair<std::string_view, LocationKind> modifiers[] = {
      {"=", LocationKind::exact},
      {"^~", LocationKind::prefix_before_regex},
      {"~*", LocationKind::regex_any_case},
      {"~", LocationKind::regex}};
  if (directive.words.size() < 2) return std::nullopt;
  Text path = directive.words[1];
  for (const auto& [modifier, kind] : modifiers) {
    if (!path.value.starts_with(modifier)) continue;
    if (directive.words.size() > 2) return std::pair(kind, directive.words[2]);
    path.value.remove_prefix(modifier.size());
    path.where.begin += static_cast<std::uint32_t>(modifier.size());
    return std::pair(kind, path);
  }
  return std::pair(path.value.starts_with('@') ? LocationKind::named : LocationKind::prefix, path);
}

void read_location_block(const NginxBlock& block, NginxInherited inherited,
                         NginxLocation& location);

void read_location(const NginxDirective& directive, const NginxInherited& inherited,
                   NginxLocation& around) {
  const auto path = path_of(directive);
  if (!path) return;
  NginxLocation& location = around.locations.emplace_back();
  location.where = directive.where;
  std::tie(location.kind, location.path) = *path;
  read_rewrites(directive.block, true, location);
  read_location_block(directive.block, inherited, location);
}

void read_location_block(const NginxBlock& block, NginxInherited inherited,
                         NginxLocation& location) {
  inherited.take(block);
  for (const NginxDirective& inner : block) {
    const std::string_view name = inner.name();
    if (name == "proxy_pass") location.proxy_pass = inner.argument();
    if (name == "internal") location.internal = true;
    if (name == "try_files") location.tries = last_of(inner);
    if (name == "include") location.known = false;
    if (name == "location") read_location(inner, inherited, location);
  }
  if (!inherited.known || (location.proxy_pass && !inherited.headers_known)) location.known = false;
  location.access = inherited.access();
  for (const NginxDirective& inner : block) {
    if (inner.name() != "limit_except" || location.access.kind != NginxAccess::Kind::open) continue;
    location.access = {NginxAccess::Kind::unknown, inner.where};
  }
  location.upgrades = inherited.upgrades();
  location.http_version = inherited.http_version;
  location.http_version_known = inherited.http_version_known;
  location.error_pages = inherited.error_pages;
}

/// With the port that nginx adds to an address without one.
std::string with_port(std::string_view address) {
  const bool is_port = is_digits(address.substr(0, address.find('-')));
  const bool has_port = !address.ends_with(']') && address.rfind(':') != npos;
  return std::string(address) + (is_port || has_port ? "" : ":80");
}

std::optional<std::uint16_t> port_of(std::string_view text) {
  std::uint16_t port = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, port);
  if (text.empty() || error != std::errc() || stop != end) return std::nullopt;
  return port;
}

/// `8000-8010` in the place of a port.
void read_port_range(NginxListen& listen) {
  const std::size_t begin = listen.address.rfind(':') + 1;  // 0 where there is none
  const std::size_t dash = listen.address.find('-', begin);
  if (dash == npos) return;
  const std::string_view address = listen.address;
  const std::optional<std::uint16_t> first = port_of(address.substr(begin, dash - begin));
  const std::optional<std::uint16_t> last = port_of(address.substr(dash + 1));
  if (!first || !last || *last < *first) return;
  listen.ports = *last - *first + 1U;
  listen.address.resize(dash);
}

void read_listen(const NginxDirective& directive, std::vector<NginxListen>& listens) {
  const std::string_view address = directive.argument().value;
  const bool elsewhere = address.empty() || equal_ignoring_case(address.substr(0, 5), "unix:") ||
                         has_word(directive, "quic") || has_word(directive, "udp");
  if (elsewhere) return;
  NginxListen listen{
      .where = directive.argument().where,
      .address = with_port(address),
      .tls = has_word(directive, "ssl"),
      .is_default = has_word(directive, "default_server") || has_word(directive, "default"),
      .both_families = has_word(directive, "ipv6only=off"),
      .http2 = has_word(directive, "http2"),
      .speaks_other = has_word(directive, "proxy_protocol")};
  read_port_range(listen);
  listens.push_back(std::move(listen));
}

bool is_on(const NginxDirective& directive) { return directive.argument().value == "on"; }

NginxServer read_server(const NginxDirective& directive, const NginxInherited& inherited,
                        bool all_tls, bool merges_slashes) {
  NginxServer server;
  server.merges_slashes = merges_slashes;
  server.where = server.outer.where = directive.where;
  server.tls = all_tls;
  for (const NginxDirective& inner : directive.block) {
    if (inner.name() == "listen") read_listen(inner, server.listens);
    if (inner.name() == "ssl") server.tls = is_on(inner);
    if (inner.name() == "merge_slashes") server.merges_slashes = is_on(inner);
    if (inner.name() == "server_name") {
      server.names.insert(server.names.end(), inner.words.begin() + 1, inner.words.end());
    }
  }
  if (!has(directive.block, "listen") && !has(directive.block, "include")) {
    server.listens.push_back({.where = directive.where, .address = "80"});
  }
  read_rewrites(directive.block, false, server.outer);
  read_location_block(directive.block, inherited, server.outer);
  return server;
}

NginxUpstream read_upstream(const NginxDirective& directive) {
  NginxUpstream upstream{.name = directive.argument(), .servers = {}};
  for (const NginxDirective& inner : directive.block) {
    const bool server = inner.name() == "server" && inner.argument();
    if (server && !has_word(inner, "down")) upstream.servers.push_back(inner.argument());
    if (inner.name() == "include" || inner.name() == "state" || is_code(inner.name())) {
      upstream.known = false;
    }
  }
  if (upstream.servers.empty()) upstream.known = false;
  return upstream;
}

void collect_stream(const NginxBlock& block, Nginx& nginx) {
  bool proxy_tls = false;
  NginxInherited inherited;
  inherited.take(block);
  bool known = true;
  for (const NginxDirective& directive : block) {
    if (directive.name() == "include") nginx.complete = false;
    if (directive.name() == "proxy_protocol" && is_on(directive)) known = false;
    if (directive.name() == "proxy_ssl") proxy_tls = is_on(directive);
    if (directive.name() == "upstream") nginx.stream_upstreams.push_back(read_upstream(directive));
  }
  for (const NginxDirective& directive : block) {
    if (directive.name() != "server") continue;
    NginxStreamServer server{.where = directive.where, .proxy_tls = proxy_tls, .known = known};
    NginxInherited own = inherited;
    own.take(directive.block);
    if (own.access().kind != NginxAccess::Kind::open) server.known = false;
    for (const NginxDirective& inner : directive.block) {
      if (inner.name() == "listen") read_listen(inner, server.listens);
      if (inner.name() == "proxy_pass") server.proxy_pass = inner.argument();
      if (inner.name() == "proxy_ssl") server.proxy_tls = is_on(inner);
      if (inner.name() == "proxy_protocol" && is_on(inner)) server.known = false;
      // By the name in the TLS handshake.
      if (inner.name() == "include" || inner.name() == "server_name") server.known = false;
    }
    nginx.stream_servers.push_back(std::move(server));
  }
}

void collect(const NginxBlock& block, NginxInherited inherited, bool is_main, Nginx& nginx) {
  inherited.take(block);
  const bool has_http = has(block, "http");
  bool tls = false;
  bool merges_slashes = true;
  for (const NginxDirective& directive : block) {
    if (directive.name() == "ssl") tls = is_on(directive);
    if (directive.name() == "merge_slashes") merges_slashes = is_on(directive);
    if (directive.name() == "include") nginx.complete = false;
  }
  if (is_main && has_http) {
    const NginxVariables* variables = inherited.variables;
    inherited = {};
    inherited.variables = variables;
  }
  for (const NginxDirective& directive : block) {
    // A file meant to be included into `http` has its servers at the top.
    if (directive.name() == "http") collect(directive.block, inherited, false, nginx);
    if (directive.name() == "stream" && is_main) collect_stream(directive.block, nginx);
    if (directive.name() == "server") {
      nginx.servers.push_back(read_server(directive, inherited, tls, merges_slashes));
      if (has(directive.block, "include")) nginx.complete = false;
    }
    if (directive.name() == "upstream" && directive.argument()) {
      nginx.upstreams.push_back(read_upstream(directive));
    }
  }
}

/// What one server says of an address holds for all that share it.
void share_listens(Nginx& nginx) {
  struct Known {
    bool tls = false;
    bool http2 = false;
    bool other = false;
  };
  std::map<std::string, Known> known;
  for (const NginxServer& server : nginx.servers) {
    for (const NginxListen& listen : server.listens) {
      Known& one = known[listen.address];
      one.tls |= server.tls || listen.tls;
      one.http2 |= listen.http2;
      one.other |= listen.speaks_other;
    }
  }
  for (NginxServer& server : nginx.servers) {
    for (NginxListen& listen : server.listens) {
      const Known& one = known[listen.address];
      // Without TLS, older versions take HTTP/2 alone there.
      listen.speaks_other = one.other || (one.http2 && !one.tls);
    }
  }
}

}  // namespace

Result<Nginx> read_nginx(FileReader& files, const std::string& path, Sources& sources,
                         NginxAmount& amount) {
  Result<NginxDirectives> read = read_nginx_directives(files, path, sources, amount);
  if (!read) return tl::unexpected(read.error());
  Nginx nginx{.servers = {},
              .upstreams = {},
              .stream_servers = {},
              .stream_upstreams = {},
              .notices = std::move(read->notices),
              .decoded = std::move(read->decoded)};
  NginxVariables variables;
  collect_variables(read->block, variables);
  NginxInherited inherited;
  inherited.variables = &variables;
  collect(read->block, inherited, true, nginx);
  share_listens(nginx);
  return nginx;
}

}  // namespace ampslint
