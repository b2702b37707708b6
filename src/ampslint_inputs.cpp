#include "ampslint_inputs.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "load/file.hpp"
#include "load/strings.hpp"
#include "suggest.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

/// The entry of the same folder that was most likely meant.
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

/// The connection strings of a list file.
void add_lines(const std::string& file, Outcome& outcome, Strings& strings) {
  Result<std::vector<Span>> lines = read_strings(file, outcome.sources);
  if (!lines) {
    outcome.troubles.push_back({lines.error().what});
    return;
  }
  ++outcome.summary.files;
  if (lines->empty()) {
    outcome.remarks.push_back(fmt::format("no connection string in '{}'", printable(file)));
  }
  strings.all.insert(strings.all.end(), lines->begin(), lines->end());
}

}  // namespace

Outcome empty_outcome() {
  Outcome outcome;
  outcome.arena = std::make_unique<Arena>();
  return outcome;
}

void hide_secrets(const Element& element, Sources& sources) {
  if (element.text && is_secret_name(element.name.value)) sources.hide(element.text.where);
  for (const Element& child : element.children()) hide_secrets(child, sources);
}

void load_configurations(const Request& request, Outcome& outcome) {
  std::vector<std::string> paths = request.paths;
  if (paths.empty()) paths.emplace_back(".");
  std::vector<std::string> files;
  std::set<fs::path> seen;
  for (const std::string& path : paths) {
    Result<std::vector<std::string>> found = find_configurations(path);
    if (!found) {
      outcome.troubles.push_back({found.error().what + path_meant(path)});
      continue;
    }
    if (found->empty()) {
      outcome.remarks.push_back(
          fmt::format("no AMPSConfig file found below '{}'", printable(path)));
    }
    for (std::string& file : *found) {
      if (request.paths.empty() && file.starts_with("./")) file.erase(0, 2);
      std::error_code failed;
      if (seen.insert(fs::weakly_canonical(file, failed)).second) files.push_back(std::move(file));
    }
  }
  const Version version = parse_version(request.amps_version).value_or(Version{});
  for (const std::string& file : files) {
    Result<Document> document = load_document(file, request.variables, request.amps_version,
                                              outcome.sources, *outcome.arena);
    if (!document) {
      outcome.troubles.push_back({document.error().what});
      continue;
    }
    if (document->root != nullptr) hide_secrets(*document->root, outcome.sources);
    outcome.instances.push_back(build_instance(std::move(*document), version));
    ++outcome.summary.files;
  }
}

Strings load_strings(const Request& request, Outcome& outcome) {
  Strings strings;
  std::uint32_t number = 0;
  for (const std::string& client : request.clients) {
    const SourceId source = outcome.sources.add_option(client, ++number);
    strings.all.push_back(
        {.source = source, .begin = 0, .end = static_cast<std::uint32_t>(client.size())});
  }
  for (const std::string& file : request.client_files) add_lines(file, outcome, strings);
  for (const std::string& file : request.failover_files) {
    const std::size_t begin = strings.all.size();
    add_lines(file, outcome, strings);
    if (strings.all.size() > begin) strings.lists.emplace_back(begin, strings.all.size());
  }
  return strings;
}

Outcome judged(const Request& request, const Telling& telling) {
  Outcome outcome = empty_outcome();
  load_configurations(request, outcome);
  const Strings strings = load_strings(request, outcome);
  judge(strings, request.client_kind, telling, outcome);
  if (const auto compared = parse_version(request.compared_version)) {
    judge_upgrade(*compared, telling, outcome);
  }
  return outcome;
}

Result<void> untroubled(const Outcome& outcome) {
  if (outcome.troubles.empty()) return {};
  return tl::unexpected(Error{.what = outcome.troubles.front().message});
}

}  // namespace ampslint
