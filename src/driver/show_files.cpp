#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <ostream>
#include <set>
#include <tuple>
#include <utility>

#include "ampslint/show.hpp"
#include "base/printable.hpp"
#include "driver/public_form.hpp"
#include "load/workspace/workspace.hpp"
#include "report/json_value.hpp"
#include "report/sink.hpp"

namespace ampslint::api {
namespace {

using Checked = ampslint::LintResult;

bool is_below(std::string_view file, std::string_view folder) {
  while (folder.size() > 1 && folder.ends_with('/')) folder.remove_suffix(1);
  if (folder == "." || folder.empty()) return !file.starts_with('/');
  return file.size() > folder.size() && file.starts_with(folder) &&
         (file[folder.size()] == '/' || folder == "/");
}

/// What git reads to know which files are its own.
bool is_of_git(std::string_view path) {
  return path.ends_with(".gitignore") || path.find(".git/") != npos || path.ends_with("/.git") ||
         path == ".git";
}

/// Knows why a file is read: because an option or a file names it or a folder around it.
class Reasons {
 public:
  Reasons(const Checked& result, const LintOptions& options, const Inputs& inputs)
      : result_(result), sources_(result.inputs.sources) {
    add_options(options, inputs);
    if (result.workspace != nullptr) add_workspace(*result.workspace);
    for (const auto& instance : result.inputs.instances) {
      configurations_.insert(sources_[instance->document.source].path);
    }
    for (SourceId id = 0; id < sources_.size(); ++id) {
      if (sources_[id].is_file()) add_source(sources_[id]);
    }
  }

  std::vector<FileRead> of(const std::string& path) const {
    std::vector<FileRead> reasons;
    const std::string shown = without_dot(path);
    const auto [begin, end] = named_.equal_range(shown);
    for (auto one = begin; one != end; ++one) reasons.push_back(one->second);
    const bool is_named = std::ranges::any_of(
        reasons, [](const FileRead& reason) { return reason.role == "configuration"; });
    if (reasons.empty() || (configurations_.contains(shown) && !is_named)) {
      reasons.push_back(by_folder(shown));
    }
    for (FileRead& reason : reasons) reason.path = shown;
    return reasons;
  }

 private:
  /// A folder that is searched.
  struct Searched {
    std::string folder;
    std::string_view role;
    std::string reason;
    std::string place = {};
  };

  static std::string without_dot(std::string path) {
    while (path.starts_with("./")) path.erase(0, 2);
    return path;
  }

  void name(const std::string& path, std::string_view role, std::string reason,
            const std::string& place = {}) {
    named_.emplace(without_dot(path),
                   FileRead{.path = {}, .role = role, .reason = std::move(reason), .place = place});
  }

  void add_options(const LintOptions& options, const Inputs& inputs) {
    name(options.workspace, "workspace", "the workspace file");
    for (const std::string& file : options.env_files) name(file, "env-file", "--env-file");
    name(options.baseline, "baseline", "--baseline");
    for (const std::string& path : inputs.configurations) {
      name(path, "configuration", "named on the command line");
      search(path, "configuration", fmt::format("found in '{}'", path));
    }
    if (inputs.configurations.empty()) {
      search(inputs.folder, "configuration", fmt::format("found in '{}'", inputs.folder));
    }
    for (const std::string& file : inputs.client_lists) name(file, "client-list", "--clients");
    for (const std::string& file : inputs.failover_lists) name(file, "failover-list", "--failover");
    for (const std::string& path : inputs.scanned) scan(path, "--scan", {});
  }

  void add_workspace(const Workspace& workspace) {
    const auto add = [&](const Text& path, std::string_view role, std::string_view key) {
      if (path) name(workspace.path_of(path), role, std::string(key), place_of_text(path));
    };
    for (const Text& file : workspace.env_files) add(file, "env-file", "env-files");
    for (const DeclaredInstance& one : workspace.instances) {
      add(one.configuration, "configuration", "[[instance]]");
    }
    for (const ClientGroup& group : workspace.clients) {
      for (const Text& file : group.lists) add(file, "client-list", "[[clients]] lists");
      for (const Text& file : group.failover) add(file, "failover-list", "[[clients]] failover");
      for (const Text& path : group.scan) {
        scan(workspace.path_of(path), "[[clients]] scan", place_of_text(path));
      }
    }
    for (const DeclaredProxy& proxy : workspace.proxies) {
      add(proxy.nginx, "nginx", "[[proxy]] nginx");
    }
  }

  void add_source(const Source& source) {
    for (const auto& from : {source.included_from, source.named_at}) {
      if (from) name(source.path, "include", "included", ampslint::place(sources_, *from));
    }
    if (source.origin == Origin::file) read_.insert(without_dot(source.path));
  }

  void search(const std::string& folder, std::string_view role, std::string reason) {
    if (!folder.empty()) searched_.push_back({folder, role, std::move(reason)});
  }

  void scan(const std::string& path, std::string_view option, const std::string& place) {
    name(path, "scanned", std::string(option), place);
    searched_.push_back({path, "scanned", fmt::format("found in '{}' ({})", path, option), place});
  }

  std::string place_of_text(const Text& text) const {
    return ampslint::place(sources_, text.where);
  }

  /// The folder that a file was found in, the nearest first.
  FileRead by_folder(const std::string& path) const {
    if (is_of_git(path)) return {.path = {}, .role = "git", .reason = "what git leaves out"};
    const bool is_xml = path.ends_with(".xml");
    const Searched* nearest = nullptr;
    for (const Searched& one : searched_) {
      const bool configuration = one.role == "configuration";
      if (!is_below(path, without_dot(one.folder)) || (configuration && !is_xml)) continue;
      // What turned out to be a configuration was found as one.
      const bool fits = configuration == configurations_.contains(path);
      const bool better = nearest == nullptr || (fits && !(is_fit(*nearest, path)));
      if (better) nearest = &one;
    }
    if (nearest == nullptr) return {.path = {}, .role = "other", .reason = "read"};
    FileRead read{
        .path = {}, .role = nearest->role, .reason = nearest->reason, .place = nearest->place};
    if (read.role == "configuration" && !configurations_.contains(path) && !read_.contains(path)) {
      read.role = "no-configuration";
      read.reason += ": no AMPSConfig";
    } else if (read.role == "scanned" && !read_.contains(path)) {
      read.role = "no-string";
      read.reason += ": no connection string";
    }
    return read;
  }

  bool is_fit(const Searched& one, const std::string& path) const {
    return (one.role == "configuration") == configurations_.contains(path);
  }

  const Checked& result_;
  const Sources& sources_;
  std::multimap<std::string, FileRead> named_;  ///< by path
  std::vector<Searched> searched_;
  std::set<std::string> configurations_;
  std::set<std::string> read_;  ///< that something stands in
};

/// Columns that are as wide as what stands in them, within reason.
std::size_t width_of(const std::vector<FileRead>& files, std::string FileRead::* column) {
  constexpr std::size_t most = 60;
  std::size_t width = 0;
  for (const FileRead& file : files) width = std::max(width, (file.*column).size());
  return std::min(width, most);
}

}  // namespace

std::vector<FileRead> files_read(const LintResult& result, const LintOptions& options,
                                 const Inputs& inputs, const std::vector<std::string>& read) {
  const Reasons reasons(whole_of(result), options, inputs);
  std::vector<FileRead> files;
  for (const std::string& path : read) {
    std::ranges::move(reasons.of(path), std::back_inserter(files));
  }
  const auto all_of = [](const FileRead& file) {
    return std::tie(file.path, file.role, file.place, file.reason);
  };
  std::ranges::sort(files, {}, all_of);
  const auto [begin, end] = std::ranges::unique(files, {}, all_of);
  files.erase(begin, end);
  return files;
}

void write_files(const std::vector<FileRead>& files, bool json, std::ostream& to) {
  if (json) {
    const auto to_json = [](const FileRead& file) {
      return json::object(
          {{"path", file.path},
           {"role", file.role},
           {"reason", file.reason},
           {"place", file.place.empty() ? json::Value() : json::Value(file.place)}});
    };
    to << json::indented(json::array_of(files, to_json)) << '\n';
    return;
  }
  Sink out(to);
  const std::size_t width = width_of(files, &FileRead::path);
  for (const FileRead& file : files) {
    out << fmt::format("{:{}}  {:<16}  {}{}\n", printable(file.path), width, file.role,
                       printable(file.reason),
                       file.place.empty() ? "" : fmt::format(" at {}", printable(file.place)));
  }
}

}  // namespace ampslint::api
