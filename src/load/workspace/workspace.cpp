#include "load/workspace/workspace.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstring>

#include "base/files.hpp"
#include "base/limits.hpp"
#include "base/suggest.hpp"
#include "base/utf8.hpp"
#include "load/workspace/keys.hpp"
#include "load/workspace/toml_guard.hpp"

// The library takes for granted, and so would let the compiler, what a broken file can refute: that
// a key follows `[`, for one. Without its assertions it reports an error there.
#undef NDEBUG
#define TOML_ASSERT(expression) static_cast<void>(0)
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace ampslint {
namespace {

bool is_list(const toml::node& node, bool (*fits)(const toml::node&)) {
  const toml::array* array = node.as_array();
  return array != nullptr &&
         std::ranges::all_of(*array, [&](const toml::node& one) { return fits(one); });
}

bool is_text(const toml::node& node) { return node.is_string(); }
bool is_table(const toml::node& node) { return node.is_table(); }

bool is_table_of_texts(const toml::node& node) {
  const toml::table* table = node.as_table();
  return table != nullptr &&
         std::ranges::all_of(*table, [](const auto& entry) { return entry.second.is_string(); });
}

/// What a key's value has to be, by `KeyKind`.
struct KindOfValue {
  std::string_view words;
  bool (*fits)(const toml::node&);
};

const KindOfValue& kind_of(KeyKind kind) {
  static constexpr KindOfValue kinds[] = {
      {"a string", is_text},
      {"a list of strings", [](const toml::node& node) { return is_list(node, is_text); }},
      {"true or false", [](const toml::node& node) { return node.is_boolean(); }},
      {"a date such as 2027-01-31", [](const toml::node& node) { return node.is_date(); }},
      {"a table of strings", is_table_of_texts},
      {"a table of levels", is_table_of_texts},
      {"a table in double brackets",
       [](const toml::node& node) { return is_list(node, is_table); }},
  };
  return kinds[static_cast<std::size_t>(kind)];
}

/// Checks a parsed file against its keys, and takes values out of it.
class WorkspaceReader {
 public:
  WorkspaceReader(SourceId source, Sources& sources, Arena& arena,
                  std::vector<std::string>& problems)
      : source_(source), sources_(sources), arena_(arena), problems_(problems) {}

  void check(const toml::table& table, std::span<const WorkspaceKey> keys) {
    for (const auto& [name, node] : table) {
      const auto key = std::ranges::find(keys, name.str(), &WorkspaceKey::name);
      if (key == keys.end()) {
        report_unknown(name, keys);
      } else if (!kind_of(key->kind).fits(node)) {
        report(node.source(), fmt::format("'{}' must be {}", key->name, kind_of(key->kind).words));
      } else {
        check_values(node, *key);
      }
    }
    for (const WorkspaceKey& key : keys) {
      if (key.required && !table.contains(key.name)) {
        report(table.source(), fmt::format("'{}' is missing: {}", key.name, key.description));
      }
    }
  }

  Text text(const toml::table& table, std::string_view name) const {
    const toml::node* node = table.get(name);
    return node == nullptr ? Text{} : text_of(*node);
  }

  Texts texts(const toml::table& table, std::string_view name) const {
    Texts found;
    const toml::node* node = table.get(name);
    const toml::array* array = node == nullptr ? nullptr : node->as_array();
    if (array == nullptr) return found;
    for (const toml::node& one : *array) found.push_back(text_of(one));
    std::erase_if(found, [](const Text& text) { return !text; });
    return found;
  }

  Words words(const toml::table& table, std::string_view name) const {
    Words found;
    const toml::node* node = table.get(name);
    const toml::table* inner = node == nullptr ? nullptr : node->as_table();
    if (inner == nullptr) return found;
    for (const auto& [key, value] : *inner) {
      const Text word{.value = kept(key.str()), .where = span_of(key.source()), .pieces = {}};
      const Text given = text_of(value);
      if (given) found.emplace_back(word, given);
    }
    // The library sorts by name.
    std::ranges::sort(found, {}, [](const auto& pair) { return pair.first.where; });
    return found;
  }

  static bool flag(const toml::table& table, std::string_view name) {
    return table[name].value_or(false);
  }

  template <typename Read>
  auto tables(const toml::table& table, std::string_view name, Read read) const {
    std::vector<decltype(read(table))> found;
    const toml::node* node = table.get(name);
    const toml::array* array = node == nullptr ? nullptr : node->as_array();
    if (array == nullptr) return found;
    for (const toml::node& one : *array) {
      if (const toml::table* inner = one.as_table()) found.push_back(read(*inner));
    }
    return found;
  }

  Span span_of(const toml::source_region& region) const {
    return {.source = source_, .begin = offset(region.begin), .end = offset(region.end)};
  }

  void report(const toml::source_region& region, const std::string& message) {
    problems_.push_back(fmt::format("{}: {}", place(sources_, span_of(region)), message));
  }

 private:
  void report_unknown(const toml::key& name, std::span<const WorkspaceKey> keys) {
    std::vector<std::string_view> known;
    for (const WorkspaceKey& key : keys) known.push_back(key.name);
    const std::string meant = did_you_mean(name.str(), known);
    report(
        name.source(),
        fmt::format("unknown key '{}'{}", name.str(),
                    meant.empty() ? fmt::format(" (one of {})", fmt::join(known, ", ")) : meant));
  }

  void check_choice(const toml::node& node, const WorkspaceKey& key) {
    const std::string word = node.value_or(std::string());
    if (std::ranges::count(key.choices, word) != 0) return;
    report(node.source(),
           fmt::format("unknown value '{}' of '{}'{} (one of {})", word, key.name,
                       did_you_mean(word, key.choices), fmt::join(key.choices, ", ")));
  }

  void check_values(const toml::node& node, const WorkspaceKey& key) {
    if (const toml::array* array = node.as_array()) {
      for (const toml::node& one : *array) check_values(one, key);
    } else if (const toml::table* table = node.as_table()) {
      if (!key.keys.empty()) return check(*table, key.keys);
      for (const auto& [name, value] : *table) {
        if (!key.choices.empty()) check_choice(value, key);
      }
    } else if (!key.choices.empty()) {
      check_choice(node, key);
    }
  }

  std::uint32_t offset(const toml::source_position& at) const {
    // Where the library knows no place, it says line 0.
    return sources_.offset(source_, {.line = at.line, .column = at.column});
  }

  std::string_view kept(std::string_view text) const {
    if (text.empty()) return "";
    char* copy = static_cast<char*>(arena_.allocate(text.size(), 1));
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
  }

  Text text_of(const toml::node& node) const {
    Text text;
    text.where = span_of(node.source());
    if (const auto* word = node.as_string()) {
      text.value = kept(word->get());
    } else if (const auto* date = node.as_date()) {
      text.value =
          kept(fmt::format("{:04}-{:02}-{:02}", (*date)->year, (*date)->month, (*date)->day));
    } else {
      return {};
    }
    text.where = inside(text);
    return text;
  }

  /// Without the quotes, one or three, where nothing between them was decoded. A line feed behind
  /// three is none of the value.
  Span inside(const Text& text) const {
    const std::string_view written = sources_.text(text.where);
    for (const std::string_view before : {"", "''", "''\n", "''\r\n"}) {
      const std::size_t quotes = before.empty() ? 1 : 3;
      const std::size_t begin = 1 + before.size();
      if (written.size() != begin + text.value.size() + quotes) continue;
      if (written.substr(begin, text.value.size()) != text.value) continue;
      const auto from = static_cast<std::uint32_t>(text.where.begin + begin);
      return {text.where.source, from, from + static_cast<std::uint32_t>(text.value.size())};
    }
    return text.where;
  }

  SourceId source_;
  Sources& sources_;
  Arena& arena_;
  std::vector<std::string>& problems_;
};

/// What the library cannot be given, with its place; empty where there is nothing.
std::string unreadable_part(SourceId source, const Sources& sources) {
  const std::string_view text = sources[source].text;
  const auto character = [&](std::size_t at) {
    const auto begin = static_cast<std::uint32_t>(at);
    const auto size = static_cast<std::uint32_t>(code_point_at(text, at).bytes);
    return Span{.source = source, .begin = begin, .end = begin + size};
  };
  if (const std::size_t dot = find_dot_too_many(text); dot < text.size()) {
    return fmt::format("{}: a key with more than {} dots", place(sources, character(dot)),
                       limits::workspace_dots);
  }
  if (const std::size_t stray = find_stray(text); stray < text.size()) {
    return fmt::format("{}: '{}' outside quotes", place(sources, character(stray)),
                       sources.text(character(stray)));
  }
  return {};
}

DeclaredProxy read_proxy(const WorkspaceReader& reader, const toml::table& table) {
  return {.where = reader.span_of(table.source()),
          .name = reader.text(table, "name"),
          .listen = reader.texts(table, "listen"),
          .tls = WorkspaceReader::flag(table, "tls"),
          .routes = reader.tables(table, "route",
                                  [&](const toml::table& route) {
                                    return DeclaredRoute{
                                        .path = reader.text(route, "path"),
                                        .to = reader.text(route, "to"),
                                        .instance = reader.text(route, "instance"),
                                        .transport = reader.text(route, "transport"),
                                        .tls = WorkspaceReader::flag(route, "tls")};
                                  }),
          .nginx = reader.text(table, "nginx"),
          .hosts = reader.texts(table, "hosts")};
}

void read_tables(const WorkspaceReader& reader, const toml::table& file, Workspace& workspace) {
  workspace.instances = reader.tables(file, "instance", [&](const toml::table& table) {
    return DeclaredInstance{.configuration = reader.text(table, "configuration"),
                            .hosts = reader.texts(table, "hosts"),
                            .machine = reader.text(table, "machine"),
                            .amps_version = reader.text(table, "amps-version"),
                            .variables = reader.words(table, "variables"),
                            .ports = reader.texts(table, "ports"),
                            .container_names = reader.texts(table, "container-names")};
  });
  workspace.clients = reader.tables(file, "clients", [&](const toml::table& table) {
    return ClientGroup{.name = reader.text(table, "name"),
                       .scan = reader.texts(table, "scan"),
                       .lists = reader.texts(table, "lists"),
                       .failover = reader.texts(table, "failover"),
                       .kind = reader.text(table, "kind"),
                       .version = reader.text(table, "client-version")};
  });
  workspace.proxies = reader.tables(
      file, "proxy", [&](const toml::table& table) { return read_proxy(reader, table); });
  workspace.overrides = reader.tables(file, "override", [&](const toml::table& table) {
    return DeclaredOverride{.paths = reader.texts(table, "paths"),
                            .rules = reader.words(table, "rules")};
  });
  workspace.suppressions = reader.tables(file, "ignore", [&](const toml::table& table) {
    return DeclaredSuppression{.where = reader.span_of(table.source()),
                               .rules = reader.texts(table, "rules"),
                               .reason = reader.text(table, "reason"),
                               .paths = reader.texts(table, "paths"),
                               .element = reader.text(table, "element"),
                               .until = reader.text(table, "until")};
  });
  workspace.policies = reader.tables(file, "policy", [&](const toml::table& table) {
    return DeclaredPolicy{.name = reader.text(table, "name"),
                          .severity = reader.text(table, "severity"),
                          .message = reader.text(table, "message"),
                          .xpath = reader.text(table, "xpath"),
                          .unless = reader.text(table, "unless")};
  });
}

}  // namespace

std::string Workspace::path_of(const Text& text) const {
  if (text.value.starts_with('/')) return std::string(text.value);
  // Standard input is for the command line to give.
  if (text.value == "-" && folder.empty()) return "./-";
  return folder + std::string(text.value);
}

Result<Workspace> read_workspace(FileReader& files, const std::string& path, Sources& sources,
                                 Arena& arena, std::vector<std::string>& problems) {
  Result<FileText> read = read_file(files, path, limits::workspace_size);
  if (!read) return tl::unexpected(read.error());
  const SourceId source = sources.add(path, std::move(*read));
  WorkspaceReader reader(source, sources, arena, problems);
  Workspace workspace;
  workspace.folder = path.substr(0, path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
  if (const std::string problem = unreadable_part(source, sources); !problem.empty()) {
    problems.push_back(problem);
    return workspace;
  }
  const toml::parse_result parsed = toml::parse(sources[source].text);
  if (!parsed) {
    std::string why(parsed.error().description());
    reader.report(parsed.error().source(), why);
    return workspace;
  }
  const toml::table& file = parsed.table();
  reader.check(file, workspace_keys());
  workspace.required_version = reader.text(file, "required-version");
  workspace.amps_version = reader.text(file, "amps-version");
  workspace.client_version = reader.text(file, "client-version");
  workspace.presets = reader.texts(file, "presets");
  workspace.fail_on = reader.text(file, "fail-on");
  workspace.variables = reader.words(file, "variables");
  workspace.env_files = reader.texts(file, "env-files");
  workspace.environment = reader.texts(file, "environment");
  workspace.rules = reader.words(file, "rules");
  read_tables(reader, file, workspace);
  return workspace;
}

}  // namespace ampslint
