#include "driver/configurations.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <span>

#include "base/parallel.hpp"
#include "base/printable.hpp"
#include "base/suggest.hpp"
#include "driver/redact.hpp"
#include "driver/settings.hpp"
#include "host/read_file.hpp"
#include "load/document.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

/// Canonical paths. Files of one folder share the work of it, which is most of theirs.
class Canonical {
 public:
  fs::path of(const fs::path& file) {
    std::error_code failed;
    const fs::path name = file.filename();
    const bool is_name = !name.empty() && name != "." && name != "..";
    if (!is_name || fs::is_symlink(file, failed)) return fs::weakly_canonical(file, failed);
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    const auto [at, is_new] = folders_.try_emplace(folder);
    if (is_new) at->second = fs::weakly_canonical(folder, failed);
    return at->second / name;
  }

 private:
  std::map<fs::path, fs::path> folders_;
};

void add_suppressions(Suppressions suppressions, Suppressions& all) {
  std::ranges::move(suppressions.all, std::back_inserter(all.all));
  std::ranges::move(suppressions.defects, std::back_inserter(all.defects));
}

}  // namespace

std::string path_meant(const std::string& path) {
  const fs::path given(path);
  const fs::path folder = given.has_parent_path() ? given.parent_path() : fs::path(".");
  std::vector<std::string> names;
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed); at != fs::directory_iterator();
       at.increment(failed)) {
    if (failed) break;
    names.push_back(at->path().filename().string());
  }
  std::ranges::sort(names);
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string_view near = nearest(given.filename().string(), views);
  if (near.empty()) return {};
  return fmt::format("; did you mean '{}'?", printable((given.parent_path() / near).string()));
}

void hide_secrets(const Element& element, Sources& sources) {
  if (element.text && is_secret_name(element.name.value)) sources.hide(element.text.where);
  for (const Element& child : element.children()) hide_secrets(child, sources);
}

namespace {

/// The configurations that a request's paths name.
std::vector<FoundFile> find_files(const Request& request, Inputs& inputs) {
  std::vector<std::string> paths = request.paths;
  if (paths.empty() && request.instead.reader == nullptr) paths.emplace_back(".");
  std::vector<FoundFile> files;
  std::size_t room = limits::configurations_size;
  Canonical canonical;
  std::set<fs::path> seen;
  for (const std::string& path : paths) {
    Result<std::vector<FoundFile>> found = find_configurations(path, request.instead, room);
    if (!found) {
      inputs.errors.push_back({found.error().what + path_meant(path)});
      continue;
    }
    if (found->empty()) {
      inputs.notices.push_back(fmt::format("no AMPSConfig file found under '{}'", printable(path)));
    }
    for (FoundFile& file : *found) {
      if (request.paths.empty() && file.path.starts_with("./")) file.path.erase(0, 2);
      if (seen.insert(canonical.of(file.path)).second) files.push_back(std::move(file));
    }
  }
  return files;
}

/// What a run reads: the workspace's instances, or the files that the request names, those that the
/// workspace knows with what it tells of them.
std::vector<ConfigurationInput> configurations_of(const Request& request,
                                                  const Workspace& workspace, Inputs& inputs) {
  std::vector<ConfigurationInput> declared = instances_of(workspace, request, inputs);
  if (request.paths.empty() && !declared.empty()) return declared;
  Canonical canonical;
  std::multimap<fs::path, const ConfigurationInput*> known;
  for (const ConfigurationInput& one : declared) known.emplace(canonical.of(one.path), &one);
  const std::string version =
      request.amps_version.empty() ? std::string(default_amps_version) : request.amps_version;
  std::vector<ConfigurationInput> given;
  for (FoundFile& file : find_files(request, inputs)) {
    const auto [begin, end] = known.equal_range(canonical.of(file.path));
    for (auto one = begin; one != end; ++one) {
      given.push_back(*one->second);
      given.back().path = file.path;
      given.back().text = file.text;
    }
    if (begin != end) continue;
    given.push_back({.path = std::move(file.path),
                     .variables = request.variables,
                     .amps_version = version,
                     .text = std::move(file.text)});
  }
  return given;
}

}  // namespace

namespace {

/// A configuration that was read, with what is given of it.
struct Loaded {
  Document document;
  ConfigurationInput given;
};

/// What does not depend on the other configurations is made by several threads.
void build_instances(std::vector<Loaded> loaded, std::size_t threads, Inputs& inputs) {
  using Built = std::vector<std::unique_ptr<const Instance>>;
  const auto build = [&loaded](std::size_t begin, std::size_t end) {
    Built built;
    for (auto& [document, given] : std::span(loaded).subspan(begin, end - begin)) {
      const Version version = parse_version(given.amps_version).value_or(Version{});
      built.push_back(build_instance(std::move(document), version, std::move(given.placement)));
    }
    return built;
  };
  constexpr std::size_t worth_threads = 16;
  in_parts(loaded.size(), loaded.size() < worth_threads ? 1 : threads, build,
           [&](Built&& built) { std::ranges::move(built, std::back_inserter(inputs.instances)); });
}

}  // namespace

void load_configurations(const Request& request, const Workspace& workspace, Inputs& inputs) {
  LoadBudget budget;
  std::vector<Loaded> all;
  for (ConfigurationInput& given : configurations_of(request, workspace, inputs)) {
    Result<Document> document =
        load_document(given.path, given.variables, given.amps_version, inputs.sources,
                      *inputs.arena, request.instead, budget, std::move(given.text));
    if (!document) {
      inputs.errors.push_back({document.error().what});
      continue;
    }
    if (!request.no_suppressions)
      add_suppressions(std::move(document->suppressions), inputs.suppressions);
    if (document->root != nullptr) hide_secrets(*document->root, inputs.sources);
    all.push_back({.document = std::move(*document), .given = std::move(given)});
    ++inputs.files;
  }
  build_instances(std::move(all), request.threads, inputs);
  hide_in_broken_files(inputs);
}

}  // namespace ampslint
