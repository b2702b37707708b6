#include "load/proxies/nginx.hpp"

#include <fmt/core.h>
#include <fnmatch.h>

#include <algorithm>
#include <optional>

#include "base/ascii.hpp"
#include "base/files.hpp"
#include "base/limits.hpp"

namespace ampslint {
namespace {

/// A directive, with those in its block.
struct Directive {
  Span where;
  std::vector<Text> words;  ///< at least its name
  std::vector<Directive> block;

  std::string_view name() const { return words.front().value; }
  /// The first argument; absent where there is none.
  Text argument() const { return words.size() > 1 ? words[1] : Text{}; }
};

using Block = std::vector<Directive>;

/// Whether routes depend on the directives of that name.
bool matters(std::string_view name) {
  constexpr std::string_view names[] = {
      "http",   "listen",      "location", "proxy_pass", "proxy_set_header",
      "server", "server_name", "ssl",      "upstream"};
  return std::ranges::find(names, name) != std::end(names);
}

/// Reads directives ("Configuration File's Structure" of nginx's guide).
class NginxReader {
 public:
  NginxReader(FileReader& files, std::string folder, Sources& sources, NginxAmount& amount)
      : files_(files), folder_(std::move(folder)), sources_(sources), amount_(amount) {}

  Result<Block> read(const std::string& path) { return read(path, read_file(files_, path), 0); }
  std::vector<std::string> take_notices() { return std::move(notices_); }

 private:
  Result<Block> read(const std::string& path, Result<FileText> text, std::size_t depth) {
    if (++amount_.files > limits::nginx_files) {
      return tl::unexpected(Error{
          .what = fmt::format("'{}' is one file too many for an nginx configuration (at most {})",
                              path, limits::nginx_files)});
    }
    if (!text) return tl::unexpected(text.error());
    Cursor cursor{.source = sources_.add(path, std::move(*text)), .at = 0};
    Block block;
    if (auto done = read_block(cursor, depth, false, block); !done) {
      return tl::unexpected(done.error());
    }
    return block;
  }

  struct Cursor {
    SourceId source;
    std::size_t at;
  };

  std::string_view text(const Cursor& cursor) const { return sources_[cursor.source].text; }

  tl::unexpected<Error> broken(const Cursor& cursor, std::string_view why) const {
    const auto at = static_cast<std::uint32_t>(cursor.at);
    return tl::unexpected(
        Error{.what = fmt::format("{}: {}", place(sources_, {cursor.source, at, at}), why)});
  }

  void skip_blanks(Cursor& cursor) const {
    const std::string_view all = text(cursor);
    while (cursor.at < all.size()) {
      if (all[cursor.at] == '#') {
        cursor.at = std::min(all.find('\n', cursor.at), all.size());
      } else if (std::string_view(" \t\r\n").find(all[cursor.at]) != npos) {
        ++cursor.at;
      } else {
        return;
      }
    }
  }

  /// The end of a word that begins at the cursor; nothing where a quote is not closed.
  std::optional<std::size_t> word_end(const Cursor& cursor) const {
    const std::string_view all = text(cursor);
    const char quote = all[cursor.at];
    if (quote == '"' || quote == '\'') {
      for (std::size_t at = cursor.at + 1; at < all.size(); ++at) {
        if (all[at] == '\\') {
          ++at;
        } else if (all[at] == quote) {
          return at + 1;
        }
      }
      return std::nullopt;
    }
    std::size_t at = cursor.at;
    while (at < all.size() && std::string_view(" \t\r\n;{}").find(all[at]) == npos) {
      // `${name}` and `\;` belong to the word.
      if (all[at] == '\\' && at + 1 < all.size()) {
        ++at;
      } else if (all.substr(at).starts_with("${")) {
        at = std::min(all.find('}', at), all.size() - 1);
      }
      ++at;
    }
    return at;
  }

  Text word(const Cursor& cursor, std::size_t end) const {
    std::string_view value = text(cursor).substr(cursor.at, end - cursor.at);
    Span where{.source = cursor.source,
               .begin = static_cast<std::uint32_t>(cursor.at),
               .end = static_cast<std::uint32_t>(end)};
    if (value.starts_with('"') || value.starts_with('\'')) {
      value = value.substr(1, value.size() - 2);
      where = {where.source, where.begin + 1, where.end - 1};
    }
    // In a regular expression a backslash is its own.
    if (value.empty()) value = "";
    return {.value = value, .where = where, .pieces = {}};
  }

  Result<void> read_block(Cursor& cursor, std::size_t depth, bool inner, Block& block) {
    if (depth > limits::nginx_depth) {
      return broken(cursor, fmt::format("blocks nest deeper than {}", limits::nginx_depth));
    }
    while (true) {
      skip_blanks(cursor);
      if (cursor.at == text(cursor).size()) {
        if (inner) return broken(cursor, "a '}' is missing");
        return {};
      }
      if (text(cursor)[cursor.at] == '}') {
        if (!inner) return broken(cursor, "this '}' closes nothing");
        ++cursor.at;
        return {};
      }
      if (auto done = read_directive(cursor, depth, block); !done) return done;
    }
  }

  Result<void> read_directive(Cursor& cursor, std::size_t depth, Block& block) {
    Directive directive;
    const std::size_t words_before = amount_.words;
    const auto begin = static_cast<std::uint32_t>(cursor.at);
    while (true) {
      skip_blanks(cursor);
      if (cursor.at == text(cursor).size()) return broken(cursor, "a ';' is missing");
      const char c = text(cursor)[cursor.at];
      if (c == '}' || (directive.words.empty() && (c == ';' || c == '{'))) {
        return broken(cursor, fmt::format("unexpected '{}'", c));
      }
      if (c == ';' || c == '{') break;
      const std::optional<std::size_t> end = word_end(cursor);
      if (!end) return broken(cursor, "a quote is not closed");
      if (++amount_.words > limits::nginx_words) {
        return broken(cursor, fmt::format("more than {} words in an nginx configuration",
                                          limits::nginx_words));
      }
      directive.words.push_back(word(cursor, *end));
      cursor.at = *end;
    }
    directive.where = {cursor.source, begin, static_cast<std::uint32_t>(cursor.at)};
    const bool has_block = text(cursor)[cursor.at++] == '{';
    if (directive.name() == "include" && !has_block) {
      return include(directive.argument(), depth, block);
    }
    if (has_block) {
      // Lua code, which has braces of its own, is not part of what is asked for.
      if (auto done = read_block(cursor, depth + 1, true, directive.block); !done) return done;
    }
    if (matters(directive.name())) {
      block.push_back(std::move(directive));
    } else {
      amount_.words = words_before;
    }
    return {};
  }

  Result<void> include(const Text& name, std::size_t depth, Block& block) {
    if (!name) return {};
    const std::string pattern =
        name.value.starts_with('/') ? std::string(name.value) : folder_ + std::string(name.value);
    std::vector<std::string> paths;
    if (!add_matching(name, "", pattern, paths)) {
      return tl::unexpected(
          Error{.what = fmt::format("{}: the includes of an nginx configuration look at more than "
                                    "{} files and folders",
                                    place(sources_, name.where), limits::nginx_entries)});
    }
    for (const std::string& path : paths) {
      Result<FileText> text = read_file(files_, path);
      // Such as mime.types of the host that this runs on: what it holds is hardly a server.
      if (!text && name.value.starts_with('/')) {
        leave_out(name, text.error());
        continue;
      }
      Result<Block> more = read(path, std::move(text), depth + 1);
      if (!more) return tl::unexpected(more.error());
      std::ranges::move(*more, std::back_inserter(block));
    }
    return {};
  }

  void leave_out(const Text& name, const Error& why) {
    notices_.push_back(fmt::format("{}: left out: {}", place(sources_, name.where), why.what));
  }

  /// False where includes have looked at too many files and folders.
  bool may_look_at(std::size_t entries) {
    amount_.entries += entries;
    return amount_.entries <= limits::nginx_entries;
  }

  /// The paths that begin with `before`, go on as the pattern says and exist, in order; false where
  /// that takes too long to find out.
  bool add_matching(const Text& include, const std::string& before, std::string_view pattern,
                    std::vector<std::string>& paths) {
    if (!may_look_at(1)) return false;
    const std::size_t special = pattern.find_first_of("*?[\\");
    if (special == std::string_view::npos) {
      const std::string path = before + std::string(pattern);
      if (files_.kind(path) != FileKind::nothing) paths.push_back(path);
      return true;
    }
    const std::size_t slash = pattern.substr(0, special).rfind('/');
    const std::size_t begin = slash == std::string_view::npos ? 0 : slash + 1;
    const std::size_t end = std::min(pattern.find('/', special), pattern.size());
    const std::string folder = before + std::string(pattern.substr(0, begin));
    const std::string name(pattern.substr(begin, end - begin));
    auto entries = files_.list(folder.empty() ? "." : folder);
    if (!entries && files_.kind(folder) == FileKind::folder) leave_out(include, entries.error());
    if (!entries) return true;
    if (!may_look_at(entries->size())) return false;
    std::ranges::sort(*entries, {}, &FolderEntry::name);
    for (const FolderEntry& entry : *entries) {
      if (::fnmatch(name.c_str(), entry.name.c_str(), FNM_PERIOD) != 0) continue;
      const std::string path = folder + entry.name;
      if (end == pattern.size()) {
        paths.push_back(path);
      } else if (!add_matching(include, path, pattern.substr(end), paths)) {
        return false;
      }
    }
    return true;
  }

  FileReader& files_;
  std::string folder_;
  Sources& sources_;
  NginxAmount& amount_;
  std::vector<std::string> notices_;
};

/// What a location has from the blocks around it. Headers are replaced as a whole where a block
/// sets any of its own.
struct Inherited {
  Text upgrade;
  Text connection;

  void take(const Block& block) {
    const auto sets_header = [](const Directive& d) { return d.name() == "proxy_set_header"; };
    if (std::ranges::any_of(block, sets_header)) upgrade = connection = {};
    for (const Directive& directive : block) {
      if (!sets_header(directive) || directive.words.size() < 3) continue;
      if (equal_ignoring_case(directive.words[1].value, "upgrade")) upgrade = directive.words[2];
      if (equal_ignoring_case(directive.words[1].value, "connection")) {
        connection = directive.words[2];
      }
    }
  }
};

std::optional<LocationKind> modifier(std::string_view word) {
  if (word == "=") return LocationKind::exact;
  if (word == "^~") return LocationKind::prefix_before_regex;
  if (word == "~") return LocationKind::regex;
  if (word == "~*") return LocationKind::regex_any_case;
  return std::nullopt;
}

void read_location(const Directive& directive, Inherited inherited, NginxServer& server) {
  if (directive.words.size() < 2) return;
  NginxLocation location;
  location.where = directive.where;
  const auto kind = modifier(directive.words[1].value);
  if (kind && directive.words.size() < 3) return;
  location.kind = kind.value_or(LocationKind::prefix);
  location.path = directive.words[kind ? 2 : 1];
  inherited.take(directive.block);
  for (const Directive& inner : directive.block) {
    if (inner.name() == "proxy_pass") location.proxy_pass = inner.argument();
    if (inner.name() == "location") read_location(inner, inherited, server);
  }
  location.upgrade = inherited.upgrade;
  location.connection = inherited.connection;
  server.locations.push_back(location);
}

void read_listen(const Directive& directive, NginxServer& server) {
  if (!directive.argument()) return;
  const bool tls =
      std::ranges::any_of(directive.words, [](const Text& word) { return word.value == "ssl"; });
  server.listens.push_back({.address = directive.argument(), .tls = tls});
}

NginxServer read_server(const Directive& directive, Inherited inherited) {
  NginxServer server;
  server.where = directive.where;
  inherited.take(directive.block);
  bool all_tls = false;
  for (const Directive& inner : directive.block) {
    if (inner.name() == "listen") read_listen(inner, server);
    if (inner.name() == "ssl") all_tls = inner.argument().value == "on";
    if (inner.name() == "server_name") {
      server.names.insert(server.names.end(), inner.words.begin() + 1, inner.words.end());
    }
    if (inner.name() == "location") read_location(inner, inherited, server);
  }
  for (NginxListen& listen : server.listens) listen.tls |= all_tls;
  return server;
}

void collect(const Block& block, Inherited inherited, Nginx& nginx) {
  inherited.take(block);
  for (const Directive& directive : block) {
    // A file meant to be included into `http` has its servers at the top.
    if (directive.name() == "http") collect(directive.block, inherited, nginx);
    if (directive.name() == "server") nginx.servers.push_back(read_server(directive, inherited));
    if (directive.name() != "upstream" || !directive.argument()) continue;
    NginxUpstream upstream{.name = directive.argument(), .servers = {}};
    for (const Directive& inner : directive.block) {
      if (inner.name() == "server" && inner.argument()) {
        upstream.servers.push_back(inner.argument());
      }
    }
    nginx.upstreams.push_back(std::move(upstream));
  }
}

}  // namespace

Result<Nginx> read_nginx(FileReader& files, const std::string& path, Sources& sources,
                         NginxAmount& amount) {
  const std::size_t slash = path.rfind('/');
  NginxReader reader(files, slash == npos ? "" : path.substr(0, slash + 1), sources, amount);
  const Result<Block> block = reader.read(path);
  if (!block) return tl::unexpected(block.error());
  Nginx nginx{.servers = {}, .upstreams = {}, .notices = reader.take_notices()};
  collect(*block, {}, nginx);
  return nginx;
}

}  // namespace ampslint
