#include "driver/connection_strings.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <set>
#include <thread>

#include "base/ascii.hpp"
#include "base/limits.hpp"
#include "base/plural.hpp"
#include "driver/find_configurations.hpp"
#include "driver/settings.hpp"
#include "load/string_list.hpp"
#include "scan/hints.hpp"
#include "scan/languages.hpp"
#include "scan/walk.hpp"

namespace ampslint {
namespace {

/// The kind of client that a program in that language uses for a string; nothing: the default.
std::optional<ClientKind> kind_in(Language language, std::string_view string) {
  constexpr std::pair<Language, ClientKind> kinds[] = {
      {Language::cpp, ClientKind::cpp},   {Language::python, ClientKind::python},
      {Language::java, ClientKind::java}, {Language::csharp, ClientKind::csharp},
      {Language::go, ClientKind::go},     {Language::javascript, ClientKind::javascript}};
  const auto* known = std::ranges::find(kinds, language, &std::pair<Language, ClientKind>::first);
  if (known == std::end(kinds)) return std::nullopt;
  const std::string scheme = to_lower(string.substr(0, std::min(string.find(':'), string.size())));
  const bool web = scheme == "ws" || scheme == "wss";
  const auto offered = schemes_of(known->second);
  // A page's script and the program that serves it may stand in one file.
  if (web && std::ranges::find(offered, scheme) == offered.end()) return std::nullopt;
  return known->second;
}

/// A found string, its value and pieces moved to where the inputs keep them.
Text keep_text(const FoundString& found, SourceId source, Inputs& inputs) {
  Text text;
  text.where = {.source = source, .begin = found.where.begin, .end = found.where.end};
  text.value = inputs.sources.text(text.where);
  text.unresolved = found.unresolved;
  if (found.pieces.empty()) return text;
  auto* value = static_cast<char*>(inputs.arena->allocate(found.value.size(), 1));
  std::ranges::copy(found.value, value);
  text.value = std::string_view(value, found.value.size());
  const std::size_t count = found.pieces.size();
  auto* pieces = static_cast<Piece*>(inputs.arena->allocate(count * sizeof(Piece), alignof(Piece)));
  std::ranges::uninitialized_copy(found.pieces, std::span(pieces, count));
  for (Piece& piece : std::span(pieces, count)) piece.from.source = source;
  text.pieces = std::span<const Piece>(pieces, count);
  return text;
}

/// Whether a report may be called so: it is not searched where it stands already. What is found in
/// any other file is an input.
bool is_name_of_report(const std::string& file) {
  const Syntax syntax = form_of(file).syntax;
  return syntax != Syntax::code && syntax != Syntax::yaml && syntax != Syntax::properties;
}

/// Collects the connection strings of a run, from wherever they stand.
class Collector {
 public:
  Collector(const Request& request, Inputs& inputs) : request_(request), inputs_(inputs) {
    for (const std::string& file : request.own_files) {
      if (is_name_of_report(file)) scanned_.insert(request.files->key(file));
    }
  }

  void add_options(const std::vector<std::string>& strings, const GivenClient& client) {
    std::uint32_t number = 0;
    for (const std::string& string : strings) {
      const SourceId source = inputs_.sources.add_option(string, ++number);
      const Range part = string_in(string);
      add({.source = source, .begin = part.begin, .end = part.end}, client);
    }
  }

  void add_list(const std::string& file, const GivenClient& client) {
    Result<StringList> list = read_strings(*request_.files, file, inputs_.sources);
    if (!list) {
      inputs_.errors.push_back({list.error().what});
      return;
    }
    ++inputs_.files;
    if (!request_.no_suppressions)
      read_list_suppressions(inputs_.sources, list->source, inputs_.suppressions);
    if (list->strings.empty()) {
      inputs_.notices.push_back(fmt::format("no connection string in '{}'", file));
    }
    strings_.all.reserve(strings_.all.size() + list->strings.size());
    for (const Span where : list->strings) add(where, client);
  }

  /// A list of strings that one client uses together.
  void add_failover(const std::string& file, const GivenClient& client) {
    const std::size_t begin = strings_.all.size();
    add_list(file, client);
    use_together(begin, file);
  }

  /// The strings in source and configuration files below a path. `./` says nothing in the paths
  /// found below a workspace's `folder`.
  void add_scanned(const std::string& path, const GivenClient& client,
                   std::optional<std::string_view> folder = std::nullopt) {
    Result<Scan> found = scan(*request_.files, path, request_.threads);
    if (!found) {
      inputs_.errors.push_back({found.error().what + path_meant(*request_.files, path)});
      return;
    }
    if (found->files.empty()) {
      inputs_.notices.push_back(fmt::format("no connection string found under '{}'", path));
    }
    std::ranges::move(found->notices, std::back_inserter(inputs_.notices));
    for (ScannedFile& file : found->files) {
      // Who names a library's folder means it.
      const std::string_view below =
          std::string_view(file.path).substr(std::min(path.size(), file.path.size()));
      const bool vendored = is_vendored(below, file.text.text);
      if (folder && file.path.starts_with(std::string(*folder) + "./")) {
        file.path.erase(folder->size(), 2);
      }
      // `.` is not more than where paths begin anyway.
      if (!folder && (path == "." || path == "./") && file.path.starts_with("./")) {
        file.path.erase(0, 2);
      }
      if (scanned_.insert(file.key).second) add_found(std::move(file), client, vendored);
    }
  }

  StringInputs take() {
    if (too_many_ > 0) {
      inputs_.errors.push_back(
          {fmt::format("more than {} connection strings: the last {} are "
                       "not checked",
                       limits::strings, too_many_)});
    }
    if (too_long_ > 0) {
      inputs_.errors.push_back(
          {fmt::format("{}: connection string longer than {} KiB, not checked{}",
                       place(inputs_.sources, first_too_long_), limits::string_length >> 10U,
                       too_long_ == 1 ? "" : fmt::format(", and {} more", too_long_ - 1))});
    }
    return std::move(strings_);
  }

 private:
  bool may_add() {
    if (strings_.all.size() < limits::strings) return true;
    ++too_many_;
    return false;
  }

  void use_together(std::size_t begin, const std::string& file) {
    const std::size_t end = strings_.all.size();
    if (end - begin > limits::failover) {
      inputs_.errors.push_back(
          {fmt::format("'{}' has more than {} strings that one client uses together: they are "
                       "checked one by one",
                       file, limits::failover)});
    } else if (end > begin) {
      strings_.lists.emplace_back(begin, end);
    }
  }

  void add(Span where, const GivenClient& client) {
    if (where.end - where.begin > limits::string_length) {
      if (too_long_++ == 0) first_too_long_ = where;
      return;
    }
    if (!may_add()) return;
    const std::string_view value = inputs_.sources.text(where);
    strings_.all.push_back(
        {.text = {.value = value, .where = where, .pieces = {}}, .client = client});
  }

  void add_found(ScannedFile file, const GivenClient& client, bool vendored) {
    const SourceId source = inputs_.sources.add(std::move(file.path), std::move(file.text));
    ++inputs_.files;
    if (!request_.no_suppressions)
      read_text_suppressions(inputs_.sources, source, inputs_.suppressions);
    const auto is_too_long = [](const FoundString& found) {
      return found.where.end - found.where.begin > limits::string_length ||
             found.value.size() > limits::string_length;
    };
    if (const auto number = std::erase_if(file.strings, is_too_long); number > 0) {
      inputs_.notices.push_back(fmt::format(
          "{} in '{}' {} longer than {} KiB, and not checked", counted(number, "connection string"),
          inputs_.sources[source].path, number == 1 ? "is" : "are", limits::string_length >> 10U));
    }
    std::size_t setting = strings_.all.size();
    for (std::size_t i = 0; i < file.strings.size(); ++i) {
      if (!may_add()) continue;
      const FoundString& found = file.strings[i];
      StringInput given{.text = keep_text(found, source, inputs_),
                        .client = client,
                        .use = found.use,
                        .example = found.example || vendored};
      if (!client.kind) given.client.kind = kind_in(found.language, given.text.value);
      // In a program's source, what is filled in later is not a mistake to report.
      if (read_connection_string(given.text, given.client).has_placeholder) {
        given.text.unresolved = true;
      }
      strings_.all.push_back(given);
      const bool last =
          i + 1 == file.strings.size() || file.strings[i + 1].setting != file.strings[i].setting;
      if (!last) continue;
      const std::size_t end = strings_.all.size();
      if (end - setting > 1 && !given.example && given.use == StringUse::connection) {
        use_together(setting, inputs_.sources[source].path);
      }
      setting = end;
    }
  }

  const Request& request_;
  Inputs& inputs_;
  StringInputs strings_;
  std::size_t too_many_ = 0;
  std::size_t too_long_ = 0;
  Span first_too_long_;
  std::set<std::string> scanned_;  ///< by key: found below two paths, a file is read once
};

void add_group(const ClientGroup& group, const Workspace& workspace, const GivenClient& client,
               Collector& collector) {
  for (const Text& file : group.lists) collector.add_list(workspace.path_of(file), client);
  for (const Text& file : group.failover) collector.add_failover(workspace.path_of(file), client);
  for (const Text& path : group.scan) {
    collector.add_scanned(workspace.path_of(path), client, workspace.folder);
  }
}

}  // namespace

void load_strings(const Request& request, const Workspace& workspace, Inputs& inputs) {
  Collector collector(request, inputs);
  const GivenClient client = client_of(request, workspace, inputs);
  collector.add_options(request.clients, client);
  for (const std::string& file : request.client_files) collector.add_list(file, client);
  for (const std::string& file : request.failover_files) collector.add_failover(file, client);
  for (const std::string& path : request.scanned) collector.add_scanned(path, client);
  const bool given = !request.clients.empty() || !request.client_files.empty() ||
                     !request.failover_files.empty() || !request.scanned.empty();
  if (!given && request.paths.empty()) {
    for (const ClientGroup& group : workspace.clients) {
      GivenClient of_group = client;
      if (!client.kind) of_group.kind = client_kind_named(group.kind.value);
      if (request.client_version.empty()) {
        of_group.version = client_version(group.version, client.version, inputs);
      }
      add_group(group, workspace, of_group, collector);
    }
  }
  inputs.strings = collector.take();
}

}  // namespace ampslint
