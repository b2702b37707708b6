#include "load/proxies/directives.hpp"

#include <fmt/core.h>
#include <fnmatch.h>

#include <algorithm>
#include <optional>
#include <set>

#include "base/ascii.hpp"
#include "base/files.hpp"
#include "base/limits.hpp"

namespace ampslint {
namespace {

constexpr std::string_view nginx_blanks = " \t\r\n";

/// Whether what becomes of a request can depend on the directives of that name.
bool matters(std::string_view name) {
  constexpr std::string_view names[] = {"allow",
                                        "auth_basic",
                                        "auth_jwt",
                                        "auth_oidc",
                                        "auth_request",
                                        "break",
                                        "deny",
                                        "error_page",
                                        "http",
                                        "if",
                                        "internal",
                                        "js_content",
                                        "limit_except",
                                        "listen",
                                        "location",
                                        "map",
                                        "merge_slashes",
                                        "perl",
                                        "proxy_http_version",
                                        "proxy_protocol",
                                        "proxy_set_header",
                                        "proxy_ssl",
                                        "return",
                                        "rewrite",
                                        "satisfy",
                                        "server",
                                        "server_name",
                                        "set",
                                        "ssl",
                                        "ssl_verify_client",
                                        "state",
                                        "stream",
                                        "try_files",
                                        "upstream"};
  return std::ranges::find(names, name) != std::end(names) || name.ends_with("_pass") ||
         name.find("_by_lua") != npos;
}

/// Of maps, only those from the header that asks for an upgrade are of use.
bool is_kept(const NginxDirective& directive) {
  return matters(directive.name()) &&
         (directive.name() != "map" || directive.argument().value == "$http_upgrade");
}

/// Files that come with nginx, its packages and certbot: what they hold leads no request anywhere.
bool is_stock(std::string_view path) {
  constexpr std::string_view names[] = {"mime.types",
                                        "fastcgi_params",
                                        "fastcgi.conf",
                                        "scgi_params",
                                        "uwsgi_params",
                                        "koi-utf",
                                        "koi-win",
                                        "win-utf",
                                        "fastcgi-php.conf",
                                        "snakeoil.conf",
                                        "options-ssl-nginx.conf"};
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return std::ranges::find(names, name) != std::end(names) ||
         path.ends_with("modules-enabled/*.conf") || path.ends_with("nginx/modules/*.conf");
}

/// The end of the Lua code that begins at `at`, behind its closing brace; nothing where there is
/// none. Braces in strings and comments are not counted.
std::optional<std::size_t> lua_end(std::string_view all, std::size_t at) {
  /// The number of `=` in a long bracket that opens there, else nothing.
  const auto long_bracket = [all](std::size_t open) -> std::optional<std::size_t> {
    if (open >= all.size() || all[open] != '[') return std::nullopt;
    const std::size_t end = all.find_first_not_of('=', open + 1);
    if (end == npos || all[end] != '[') return std::nullopt;
    return end - open - 1;
  };
  const auto behind = [all](std::size_t from, std::string_view what) {
    const std::size_t found = all.find(what, from);
    return found == npos ? all.size() : found + what.size();
  };
  std::size_t depth = 1;
  while (at < all.size()) {
    const char c = all[at];
    const bool comment = all.substr(at).starts_with("--");
    const auto level = long_bracket(comment ? at + 2 : at);
    if (level) {
      at = behind(at + (comment ? 2 : 0) + *level + 2, "]" + std::string(*level, '=') + "]");
    } else if (comment) {
      at = behind(at, "\n");
    } else if (c == '"' || c == '\'') {
      for (++at; at < all.size() && all[at] != c; ++at) at += all[at] == '\\' ? 1 : 0;
      ++at;
    } else {
      if (c == '{') ++depth;
      if (c == '}' && --depth == 0) return at + 1;
      ++at;
    }
  }
  return std::nullopt;
}

/// What nginx makes of the backslashes in a word; those of a regular expression stay.
std::string without_escapes(std::string_view word) {
  std::string value;
  for (std::size_t i = 0; i < word.size(); ++i) {
    constexpr std::string_view escaped = "\"'\\trn";
    constexpr std::string_view meant = "\"'\\\t\r\n";
    const std::size_t at = i + 1 < word.size() ? escaped.find(word[i + 1]) : npos;
    if (word[i] != '\\' || at == npos) {
      value += word[i];
    } else {
      value += meant[at];
      ++i;
    }
  }
  return value;
}

class DirectiveReader {
 public:
  DirectiveReader(FileReader& files, std::string folder, Sources& sources, NginxAmount& amount)
      : files_(files), folder_(std::move(folder)), sources_(sources), amount_(amount) {}

  Result<NginxDirectives> read(const std::string& path) {
    Result<NginxBlock> block = read(path, read_file(files_, path), 0);
    if (!block) return tl::unexpected(block.error());
    return NginxDirectives{std::move(*block), std::move(decoded_), std::move(notices_)};
  }

 private:
  struct Cursor {
    SourceId source;
    std::size_t at;
  };

  /// Where directives stand.
  struct Surroundings {
    std::size_t depth = 0;
    bool inner = false;   ///< in a block, which has to be closed
    bool matters = true;  ///< and not in a `types` or the like
    bool is_map = false;  ///< its values, by what they are for
  };

  /// `named_at`: of the `include` that names it.
  Result<NginxBlock> read(const std::string& path, Result<FileText> text, std::size_t depth,
                          std::optional<Span> named_at = std::nullopt) {
    if (++amount_.files > limits::nginx_files) {
      return tl::unexpected(Error{
          .what = fmt::format("'{}' is one file too many for an nginx configuration (at most {})",
                              path, limits::nginx_files)});
    }
    if (!text) return tl::unexpected(text.error());
    Cursor cursor{.source = sources_.add(path, std::move(*text)), .at = 0};
    if (named_at) sources_.set_named_at(cursor.source, *named_at);
    NginxBlock block;
    if (auto done = read_block(cursor, {.depth = depth}, block); !done) {
      return tl::unexpected(done.error());
    }
    return block;
  }

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
      } else if (nginx_blanks.find(all[cursor.at]) != npos) {
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
    while (at < all.size()) {
      // `${name}` and `\;` belong to the word, as does a closing brace.
      const bool variable = all[at] == '{' && at > cursor.at && all[at - 1] == '$';
      if (!variable && (nginx_blanks.find(all[at]) != npos || all[at] == ';' || all[at] == '{'))
        break;
      at += all[at] == '\\' && at + 1 < all.size() ? 2 : 1;
    }
    return at;
  }

  Text word(const Cursor& cursor, std::size_t end) {
    std::string_view value = text(cursor).substr(cursor.at, end - cursor.at);
    Span where{.source = cursor.source,
               .begin = static_cast<std::uint32_t>(cursor.at),
               .end = static_cast<std::uint32_t>(end)};
    if (value.starts_with('"') || value.starts_with('\'')) {
      value = value.substr(1, value.size() - 2);
      where = {where.source, where.begin + 1, where.end - 1};
    }
    if (value.empty()) value = "";
    return {.value = value, .where = where, .pieces = {}};
  }

  Result<void> read_block(Cursor& cursor, const Surroundings& around, NginxBlock& block) {
    if (around.depth > limits::nginx_depth) {
      return broken(cursor, fmt::format("blocks nest deeper than {}", limits::nginx_depth));
    }
    while (true) {
      skip_blanks(cursor);
      if (cursor.at == text(cursor).size()) {
        if (around.inner) return broken(cursor, "a '}' is missing");
        return {};
      }
      if (text(cursor)[cursor.at] == '}') {
        if (!around.inner) return broken(cursor, "this '}' closes nothing");
        ++cursor.at;
        return {};
      }
      if (auto done = read_directive(cursor, around, block); !done) return done;
    }
  }

  /// Reads the words of a directive, up to what ends it.
  Result<void> read_words(Cursor& cursor, NginxDirective& directive) {
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
    return {};
  }

  Result<void> read_directive(Cursor& cursor, const Surroundings& around, NginxBlock& block) {
    NginxDirective directive;
    const std::size_t words_before = amount_.words;
    if (auto done = read_words(cursor, directive); !done) return done;
    const bool has_block = text(cursor)[cursor.at++] == '{';
    const bool kept = around.matters && (around.is_map || is_kept(directive));
    if (directive.name() == "include" && !has_block) {
      amount_.words = words_before;
      if (!around.matters || directive.words.size() < 2) return {};
      return include(std::move(directive), around.depth, block);
    }
    if (has_block && directive.name().ends_with("_by_lua_block")) {
      const std::optional<std::size_t> end = lua_end(text(cursor), cursor.at);
      if (!end) return broken(cursor, "the Lua code of this block does not end");
      cursor.at = *end;
    } else if (has_block) {
      const bool is_map = directive.name() == "map";
      auto done = read_block(cursor, {around.depth + 1, true, kept, is_map}, directive.block);
      if (!done) return done;
    }
    if (kept) {
      keep(std::move(directive), block);
    } else {
      amount_.words = words_before;
    }
    return {};
  }

  void keep(NginxDirective directive, NginxBlock& block) {
    for (Text& word : directive.words) {
      if (word.value.find('\\') == npos) continue;
      word.value = decoded_.emplace_back(without_escapes(word.value));
    }
    block.push_back(std::move(directive));
  }

  Result<void> include(NginxDirective directive, std::size_t depth, NginxBlock& block) {
    const Text name = directive.argument();
    const bool absolute = name.value.starts_with('/');
    const std::string pattern =
        absolute ? std::string(name.value) : folder_ + std::string(name.value);
    std::vector<std::string> paths;
    bool known = true;
    if (!add_matching(name, "", pattern, paths, known)) {
      return tl::unexpected(
          Error{.what = fmt::format("{}: the includes of an nginx configuration look at more than "
                                    "{} files and folders",
                                    place(sources_, name.where), limits::nginx_entries)});
    }
    if (known && paths.empty() && !may_be_empty(name, pattern)) known = is_missing(name, block);
    for (const std::string& path : paths) {
      Result<FileText> text = read_file(files_, path);
      // Such as mime.types of the host that this runs on.
      if (!text && absolute) {
        leave_out(name, text.error());
        known = known && is_stock(name.value);
        continue;
      }
      Result<NginxBlock> more = read(path, std::move(text), depth + 1, name.where);
      if (!more) return tl::unexpected(more.error());
      std::ranges::move(*more, std::back_inserter(block));
    }
    if (!known) block.push_back(std::move(directive));
    return {};
  }

  /// A pattern that nothing fits includes nothing, where its folder is part of what was given.
  bool may_be_empty(const Text& name, std::string_view pattern) const {
    const std::size_t special = name.value.find_first_of("*?[");
    const bool own =
        !name.value.starts_with('/') || (folder_.starts_with('/') && pattern.starts_with(folder_));
    if (special == npos || !own) return false;
    const std::size_t slash = pattern.rfind('/', pattern.size() - name.value.size() + special);
    return files_.kind(slash == npos ? "." : std::string(pattern.substr(0, slash))) ==
           FileKind::folder;
  }

  /// What an included file holds that is not here; false where that is not known.
  bool is_missing(const Text& name, NginxBlock& block) {
    if (is_stock(name.value)) return true;
    if (name.value.ends_with("proxy_params")) {  // of Debian: it sets other headers
      block.push_back({.where = name.where,
                       .words = {{.value = "proxy_set_header", .where = name.where, .pieces = {}},
                                 {.value = "Host", .where = name.where, .pieces = {}},
                                 {.value = "$http_host", .where = name.where, .pieces = {}}},
                       .block = {}});
      return true;
    }
    if (missing_.insert(std::string(name.value)).second) {
      note(fmt::format("{}: '{}' is not here: what depends on it is not known",
                       place(sources_, name.where), name.value));
    }
    return false;
  }

  void leave_out(const Text& name, const Error& why) {
    note(fmt::format("{}: left out: {}", place(sources_, name.where), why.what));
  }

  void note(std::string notice) {
    constexpr std::size_t most = 100;
    if (notices_.size() == most) notices_.emplace_back("more includes of nginx are not read");
    if (notices_.size() < most) notices_.push_back(std::move(notice));
  }

  /// False where includes have looked at too many files and folders.
  bool may_look_at(std::size_t entries) {
    amount_.entries += entries;
    return amount_.entries <= limits::nginx_entries;
  }

  /// The paths that begin with `before`, go on as the pattern says and exist, in order; false where
  /// that takes too long to find out. `known`: whether all folders could be listed.
  bool add_matching(const Text& include, const std::string& before, std::string_view pattern,
                    std::vector<std::string>& paths, bool& known) {
    if (!may_look_at(1)) return false;
    const std::size_t special = pattern.find_first_of("*?[\\");
    if (special == npos) {
      const std::string path = before + std::string(pattern);
      if (files_.kind(path) != FileKind::nothing) paths.push_back(path);
      return true;
    }
    const std::size_t slash = pattern.substr(0, special).rfind('/');
    const std::size_t begin = slash == npos ? 0 : slash + 1;
    const std::size_t end = std::min(pattern.find('/', special), pattern.size());
    const std::string folder = before + std::string(pattern.substr(0, begin));
    const std::string name(pattern.substr(begin, end - begin));
    auto entries = files_.list(folder.empty() ? "." : folder);
    if (!entries && files_.kind(folder) == FileKind::folder) {
      leave_out(include, entries.error());
      known = false;
    }
    if (!entries) return true;
    if (!may_look_at(entries->size())) return false;
    std::ranges::sort(*entries, {}, &FolderEntry::name);
    for (const FolderEntry& entry : *entries) {
      if (::fnmatch(name.c_str(), entry.name.c_str(), FNM_PERIOD) != 0) continue;
      const std::string path = folder + entry.name;
      if (end == pattern.size()) {
        paths.push_back(path);
      } else if (!add_matching(include, path, pattern.substr(end), paths, known)) {
        return false;
      }
    }
    return true;
  }

  FileReader& files_;
  std::string folder_;
  Sources& sources_;
  NginxAmount& amount_;
  std::deque<std::string> decoded_;
  std::vector<std::string> notices_;
  std::set<std::string> missing_;
};

}  // namespace

Result<NginxDirectives> read_nginx_directives(FileReader& files, const std::string& path,
                                              Sources& sources, NginxAmount& amount) {
  const std::size_t slash = path.rfind('/');
  return DirectiveReader(files, slash == npos ? "" : path.substr(0, slash + 1), sources, amount)
      .read(path);
}

}  // namespace ampslint
