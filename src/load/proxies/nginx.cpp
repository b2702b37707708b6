#include "load/proxies/nginx.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
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

/// What a location has from the blocks around it. Headers and error pages are replaced as a whole
/// where a block sets any of its own.
struct NginxInherited {
  Text upgrade;
  Text connection;
  bool headers_known = true;
  Text http_version;
  bool http_version_known = true;
  std::shared_ptr<const NginxErrorPages> error_pages;
  bool known = true;  ///< no code of theirs decides

  void take(const NginxBlock& block) {
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

 private:
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
  if (directive.block.empty()) return std::nullopt;
  const bool only_answers = std::ranges::all_of(
      directive.block, [](const NginxDirective& inner) { return inner.name() == "return"; });
  if (!only_answers) return NginxRewrite{.where = directive.where};
  NginxRewrite rewrite = return_of(directive.block.front());
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
  location.upgrade = inherited.upgrade;
  location.connection = inherited.connection;
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
      .both_families = has_word(directive, "ipv6only=off")};
  read_port_range(listen);
  listens.push_back(std::move(listen));
}

NginxServer read_server(const NginxDirective& directive, const NginxInherited& inherited,
                        bool all_tls) {
  NginxServer server;
  server.where = server.outer.where = directive.where;
  server.tls = all_tls;
  for (const NginxDirective& inner : directive.block) {
    if (inner.name() == "listen") read_listen(inner, server.listens);
    if (inner.name() == "ssl") server.tls = inner.argument().value == "on";
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

bool is_on(const NginxDirective& directive) { return directive.argument().value == "on"; }

void collect_stream(const NginxBlock& block, Nginx& nginx) {
  bool proxy_tls = false;
  for (const NginxDirective& directive : block) {
    if (directive.name() == "include") nginx.complete = false;
    if (directive.name() == "proxy_ssl") proxy_tls = is_on(directive);
    if (directive.name() == "upstream") nginx.stream_upstreams.push_back(read_upstream(directive));
  }
  for (const NginxDirective& directive : block) {
    if (directive.name() != "server") continue;
    NginxStreamServer server{.where = directive.where, .proxy_tls = proxy_tls};
    for (const NginxDirective& inner : directive.block) {
      if (inner.name() == "listen") read_listen(inner, server.listens);
      if (inner.name() == "proxy_pass") server.proxy_pass = inner.argument();
      if (inner.name() == "proxy_ssl") server.proxy_tls = is_on(inner);
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
  for (const NginxDirective& directive : block) {
    if (directive.name() == "ssl") tls = is_on(directive);
    if (directive.name() == "include") nginx.complete = false;
  }
  if (is_main && has_http) inherited = {};
  for (const NginxDirective& directive : block) {
    // A file meant to be included into `http` has its servers at the top.
    if (directive.name() == "http") collect(directive.block, inherited, false, nginx);
    if (directive.name() == "stream" && is_main) collect_stream(directive.block, nginx);
    if (directive.name() == "server") {
      nginx.servers.push_back(read_server(directive, inherited, tls));
      if (has(directive.block, "include")) nginx.complete = false;
    }
    if (directive.name() == "upstream" && directive.argument()) {
      nginx.upstreams.push_back(read_upstream(directive));
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
  collect(read->block, {}, true, nginx);
  return nginx;
}

}  // namespace ampslint
