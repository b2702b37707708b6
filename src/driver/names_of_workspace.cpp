#include <algorithm>

#include "base/ascii.hpp"
#include "base/files.hpp"
#include "driver/names.hpp"
#include "driver/public_form.hpp"
#include "load/workspace/workspace.hpp"

namespace ampslint::api {
namespace {

/// Adds what the workspace file says, which is read again for that.
class WorkspaceNames {
 public:
  WorkspaceNames(const Request& request, NameTable& table) : request_(request), table_(table) {}

  void add() {
    std::vector<std::string> problems;
    const auto read =
        read_workspace(*request_.files, request_.workspace, sources_, arena_, problems);
    if (!read) return;
    add(read->variables);
    for (const Text& file : read->env_files) {
      add_file(*read, file);
      add_env_file(read->path_of(file));
    }
    for (const DeclaredInstance& instance : read->instances) {
      add_file(*read, instance.configuration);
      add(instance.variables);
    }
    for (const ClientGroup& clients : read->clients) {
      for (const Texts* files : {&clients.lists, &clients.failover, &clients.scan}) {
        for (const Text& file : *files) add_file(*read, file);
      }
    }
    for (const DeclaredProxy& proxy : read->proxies) add_file(*read, proxy.nginx);
  }

 private:
  void add(const Words& variables) {
    for (const auto& [name, value] : variables) {
      if (name) define(std::string(name.value), name.where, sources_);
    }
  }

  void define(const std::string& name, Span where, const Sources& sources) {
    Named& variable = table_[table_.define(NameKind::variable, name)];
    variable.defined.push_back(
        {.where = place_of(sources, where), .is_name = sources.text(where) == name});
  }

  void add_file(const Workspace& workspace, const Text& path) {
    if (!path) return;
    const std::string file = workspace.path_of(path);
    if (request_.files->kind(file) != FileKind::file) return;
    Named& named = table_[table_.define(NameKind::file, request_.files->key(file))];
    named.used.push_back({.where = place_of(sources_, path.where)});
  }

  /// The names before the `=` of its lines.
  void add_env_file(const std::string& path) {
    Result<FileText> file = read_file(*request_.files, path);
    if (!file) return;
    const SourceId id = sources_.add(path, std::move(*file));
    const std::string_view text = sources_[id].text;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      std::string_view line = without_blanks(text.substr(begin, end - begin));
      begin = end + 1;
      if (line.starts_with("export ")) line = without_blanks(line.substr(7));
      const std::string_view name =
          without_blanks(line.substr(0, std::min(line.find('='), line.size())));
      const bool is_name =
          !name.empty() && name.size() < line.size() &&
          std::ranges::all_of(name, [](char c) { return is_alphanumeric(c) || c == '_'; });
      if (!is_name) continue;
      const auto at = static_cast<std::uint32_t>(name.data() - text.data());
      define(std::string(name), {id, at, at + static_cast<std::uint32_t>(name.size())}, sources_);
    }
  }

  const Request& request_;
  NameTable& table_;
  Sources sources_;
  Arena arena_;
};

}  // namespace

void add_names_of_workspace(const Request& request, NameTable& table) {
  if (!request.workspace.empty()) WorkspaceNames(request, table).add();
}

}  // namespace ampslint::api
