#include "driver/configurations.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <span>

#include "base/parallel.hpp"
#include "base/suggest.hpp"
#include "driver/redact.hpp"
#include "driver/settings.hpp"
#include "host/read_file.hpp"
#include "load/load_budget.hpp"

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

/// Those of a configuration and of the files it includes, whose sources are the last ones.
void add_suppressions(const Document& document, LintResult& result) {
  for (SourceId id = document.source; id < result.sources.size(); ++id) {
    const bool included = result.sources[id].included_from.has_value();
    if (included || id == document.source) {
      read_xml_suppressions(result.sources, id, result.suppressions);
    }
  }
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

LintResult empty_result() {
  LintResult result;
  result.arena = std::make_unique<Arena>();
  return result;
}

void hide_secrets(const Element& element, Sources& sources) {
  if (element.text && is_secret_name(element.name.value)) sources.hide(element.text.where);
  for (const Element& child : element.children()) hide_secrets(child, sources);
}

namespace {

/// The configurations that a request's paths name.
std::vector<std::string> find_files(const Request& request, LintResult& result) {
  std::vector<std::string> paths = request.paths;
  if (paths.empty()) paths.emplace_back(".");
  std::vector<std::string> files;
  Canonical canonical;
  std::set<fs::path> seen;
  for (const std::string& path : paths) {
    Result<std::vector<std::string>> found = find_configurations(path);
    if (!found) {
      result.errors.push_back({found.error().what + path_meant(path)});
      continue;
    }
    if (found->empty()) {
      result.notices.push_back(fmt::format("no AMPSConfig file found below '{}'", printable(path)));
    }
    for (std::string& file : *found) {
      if (request.paths.empty() && file.starts_with("./")) file.erase(0, 2);
      if (seen.insert(canonical.of(file)).second) files.push_back(std::move(file));
    }
  }
  return files;
}

/// What a run reads: the workspace's instances, or the files that the request names, those that the
/// workspace knows with what it tells of them.
std::vector<ConfigurationInput> configurations_of(const Request& request,
                                                  const Workspace& workspace, LintResult& result) {
  std::vector<ConfigurationInput> declared = instances_of(workspace, request, result);
  if (request.paths.empty() && !declared.empty()) return declared;
  Canonical canonical;
  std::multimap<fs::path, const ConfigurationInput*> known;
  for (const ConfigurationInput& one : declared) known.emplace(canonical.of(one.path), &one);
  const std::string version =
      request.amps_version.empty() ? std::string(default_amps_version) : request.amps_version;
  std::vector<ConfigurationInput> given;
  for (std::string& file : find_files(request, result)) {
    const auto [begin, end] = known.equal_range(canonical.of(file));
    for (auto one = begin; one != end; ++one) {
      given.push_back(*one->second);
      given.back().path = file;
    }
    if (begin != end) continue;
    given.push_back(
        {.path = std::move(file), .variables = request.variables, .amps_version = version});
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
void build_instances(std::vector<Loaded> loaded, std::size_t threads, LintResult& result) {
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
           [&](Built&& built) { std::ranges::move(built, std::back_inserter(result.instances)); });
}

}  // namespace

void load_configurations(const Request& request, const Workspace& workspace, LintResult& result) {
  if (request.today) result.today = *request.today;
  LoadBudget budget;
  std::vector<Loaded> all;
  for (ConfigurationInput& given : configurations_of(request, workspace, result)) {
    Result<Document> document =
        load_document(given.path, given.variables, given.amps_version, result.sources,
                      *result.arena, request.instead, budget);
    if (!document) {
      result.errors.push_back({document.error().what});
      continue;
    }
    if (!request.no_suppressions) add_suppressions(*document, result);
    if (document->root != nullptr) hide_secrets(*document->root, result.sources);
    all.push_back({.document = std::move(*document), .given = std::move(given)});
    ++result.summary.files;
  }
  build_instances(std::move(all), request.threads, result);
  hide_in_broken_files(result);
}

namespace {

void redact_messages(LintResult& result) {
  for (InputError& error : result.errors) error.message = redacted(error.message);
  for (std::string& notice : result.notices) notice = redacted(notice);
}

}  // namespace

Result<Checked> checked(const Request& request) {
  LintResult result = empty_result();
  const Workspace workspace = load_workspace(request, result);
  Result<RuleTable> table = RuleTable::of(rules_of(request, workspace, result.sources));
  if (!table) return tl::unexpected(table.error());
  const std::optional<Threshold> declared = threshold_named(workspace.fail_on.value);
  result.fail_on = request.fail_on.value_or(declared.value_or(Threshold::error));
  redact_messages(result);
  // A workspace that is not understood could make the rest seem wrong, or right.
  if (!result.errors.empty()) return Checked{std::move(result), std::move(*table)};
  if (!request.no_suppressions) add_suppressions(workspace, result);
  // Of two that could be meant alike, messages name the first: whatever the command line's order.
  Request ordered = request;
  std::ranges::sort(ordered.paths);
  load_configurations(ordered, workspace, result);
  const StringInputs strings = load_strings(request, workspace, result);
  std::vector<std::string> problems;
  const Proxies proxies = read_proxies(workspace, result.instances, result.sources, problems);
  for (std::string& problem : problems) result.errors.push_back({std::move(problem)});
  hide_uris(strings, result.sources);
  const bool compared = request.keeps_all || !request.baseline.empty() || !request.since.empty() ||
                        !result.suppressions.all.empty() || !workspace.overrides.empty();
  if (!compared) result.most_diagnostics = limits::diagnostics;
  run_checks(strings, proxies, *table, request.threads, result);
  if (const auto other = parse_version(request.compared_version)) {
    check_upgrade(*other, *table, result);
  }
  hide_quoted(result);
  redact_messages(result);
  return Checked{std::move(result), std::move(*table)};
}

Result<void> no_input_errors(const LintResult& result) {
  if (result.errors.empty()) return {};
  return tl::unexpected(Error{.what = result.errors.front().message});
}

}  // namespace ampslint
