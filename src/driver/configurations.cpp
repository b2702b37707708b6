#include "driver/configurations.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <span>

#include "base/ascii.hpp"
#include "base/files.hpp"
#include "base/parallel.hpp"
#include "base/placeholder.hpp"
#include "base/printable.hpp"
#include "base/suggest.hpp"
#include "driver/secrets.hpp"
#include "driver/settings.hpp"
#include "host/open_file.hpp"
#include "load/document.hpp"
#include "load/renumber.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

void add_suppressions(Suppressions suppressions, Suppressions& all) {
  std::ranges::move(suppressions.all, std::back_inserter(all.all));
  std::ranges::move(suppressions.defects, std::back_inserter(all.defects));
}

}  // namespace

std::string path_meant(FileReader& files, const std::string& path) {
  const fs::path given(path);
  const auto entries = files.list(given.has_parent_path() ? given.parent_path() : ".");
  if (!entries) return {};
  std::vector<std::string> names;
  for (const FolderEntry& entry : *entries) names.push_back(entry.name);
  std::ranges::sort(names);
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string_view near = nearest(given.filename().string(), views);
  if (near.empty()) return {};
  return fmt::format("; did you mean '{}'?", (given.parent_path() / near).string());
}

namespace {

/// The name of the first start tag, found without parsing: enough to distinguish a configuration
/// from other XML.
std::string_view root_name(std::string_view text) {
  while (true) {
    const std::size_t open = text.find('<');
    if (open == std::string_view::npos) return {};
    text.remove_prefix(open + 1);
    std::string_view end = ">";
    if (text.starts_with("<<<<<<") || text.starts_with('#')) {  // a conflict, a template's sign
      end = text.starts_with('#') ? ">" : "\n";
    } else if (text.starts_with('%')) {
      end = "%>";
    } else if (text.starts_with("!--")) {
      end = "-->";
    } else if (!text.starts_with('!') && !text.starts_with('?')) {
      return text.substr(0, text.find_first_of(" \t\r\n/><"));
    }
    // An internal DTD subset holds `>` of its own.
    const std::size_t subset = text.starts_with("!DOCTYPE") ? text.find_first_of("[>") : 0;
    if (subset != std::string_view::npos && subset != 0 && text[subset] == '[') end = "]>";
    const std::size_t close = text.find(end);
    if (close == std::string_view::npos) return {};
    text.remove_prefix(close + end.size());
  }
}

bool is_configuration(std::string_view name) { return equal_ignoring_case(name, "AMPSConfig"); }

/// A name that was most likely meant to be that of a configuration.
bool is_near_configuration(std::string_view name) {
  constexpr std::string_view names[] = {"ampsconfig", "ampsconfiguration"};
  return !nearest(to_lower(name), names).empty() || to_lower(name) == names[1];
}

/// The begin of a text in UTF-16, as far as it is ASCII; other texts as they are.
std::string without_nuls(std::string_view text) {
  constexpr std::size_t looked_at = 4096;
  std::string begin(text.substr(0, looked_at));
  std::erase(begin, '\0');
  return begin;
}

/// Below so many configurations threads cost more than they save.
std::size_t threads_for(std::size_t configurations, std::size_t threads) {
  constexpr std::size_t worth_threads = 16;
  return configurations < worth_threads ? 1 : threads;
}

/// A configuration that was found, and what it holds where that was read on the way.
struct FoundConfiguration {
  FoundFile file;
  std::optional<FileText> text = {};
};

/// Finds the configurations that a request's paths name.
class Search {
 public:
  /// `allows_empty`: a folder without a configuration is no error.
  Search(FileReader& files, bool allows_empty, std::size_t threads, Inputs& inputs)
      : files_(files), inputs_(inputs), threads_(threads), allows_empty_(allows_empty) {}

  void add(const std::string& path) {
    if (is_too_long(path)) return report(too_long(path).what, path);
    if (path == "-") return add_stream(path);
    switch (files_.kind(path)) {
      case FileKind::nothing:
        return report(fmt::format("'{}' does not exist", path), path);
      case FileKind::folder:
        return add_below(path);
      case FileKind::other:
        return add_stream(path);
      default:
        add({.file = {.path = path, .key = files_.key(path)}});
    }
  }

  std::vector<FoundConfiguration> take() { return std::move(found_); }

 private:
  void report(const std::string& what, const std::string& path) {
    inputs_.errors.push_back({what + path_meant(files_, path)});
  }

  /// Standard input, or a pipe that the shell made.
  void add_stream(const std::string& path) {
    Result<FileText> text = read_stream(files_, path, limits::configuration_size);
    if (!text) return inputs_.errors.push_back({text.error().what});
    add({.file = {.path = path, .key = files_.key(path)}, .text = std::move(*text)});
  }

  void add_below(const std::string& folder) {
    std::vector<Error> errors;
    std::vector<FoundFile> files = files_below(files_, folder, ".xml", errors);
    bool any = false;
    std::string near;
    const auto look = [&](std::size_t begin, std::size_t end) {
      std::vector<Look> looks;
      for (std::size_t i = begin; i < end; ++i) looks.push_back(look_at(std::move(files[i])));
      return looks;
    };
    in_parts(files.size(), threads_for(files.size(), threads_), look, [&](std::vector<Look> looks) {
      for (Look& one : looks) {
        if (near.empty()) near = one.near;
        if (!one.is_configuration) continue;
        any = true;
        keep_if_small(one.found);
        add(std::move(one.found));
      }
    });
    for (const Error& error : errors) inputs_.errors.push_back({error.what});
    if (any) return;
    std::string what = fmt::format("no AMPSConfig file found under '{}'{}", folder, near);
    if (allows_empty_) {
      inputs_.notices.push_back(std::move(what));
    } else {
      inputs_.errors.push_back({std::move(what)});
    }
  }

  /// What a file below a folder turned out to be.
  struct Look {
    FoundConfiguration found;
    bool is_configuration = true;  ///< also where it cannot be read: that is to be reported
    std::string near = {};         ///< that its root is nearly the name of one
  };

  Look look_at(FoundFile file) const {
    Look look{.found = {.file = std::move(file)}};
    Result<FileText> text = read_file(files_, look.found.file.path, limits::configuration_size);
    if (!text) return look;
    look.is_configuration = is_configuration(root_name(text->text));
    if (!look.is_configuration) {
      const std::string begin = without_nuls(text->text);
      const std::string_view name = root_name(begin);
      look.is_configuration = begin.size() != text->text.size() && is_configuration(name);
      if (is_near_configuration(name) && !is_configuration(name)) {
        look.near = fmt::format("; '{}' has the root '{}'", look.found.file.path, name);
      }
    }
    if (look.is_configuration) look.found.text = std::move(*text);
    return look;
  }

  /// Its text is kept, not to be read again, as long as there is room.
  void keep_if_small(FoundConfiguration& one) {
    if (!one.text) return;
    if (one.text->text.size() <= room_) {
      room_ -= one.text->text.size();
    } else {
      one.text.reset();
    }
  }

  void add(FoundConfiguration one) {
    if (seen_.insert(one.file.key).second) found_.push_back(std::move(one));
  }

  FileReader& files_;
  Inputs& inputs_;
  std::size_t threads_;
  bool allows_empty_;
  std::vector<FoundConfiguration> found_;
  std::set<std::string> seen_;                      ///< by key
  std::size_t room_ = limits::configurations_size;  ///< bytes that are kept, not to be read again
};

std::vector<FoundConfiguration> find_configurations(const Request& request, Inputs& inputs) {
  Search search(*request.files, request.allows_empty || request.paths.empty(), request.threads,
                inputs);
  for (const std::string& path : request.paths) search.add(path);
  if (request.paths.empty() && !request.folder.empty()) search.add(request.folder);
  std::vector<FoundConfiguration> found = search.take();
  for (auto& [file, text] : found) {
    if (request.paths.empty() && file.path.starts_with("./")) file.path.erase(0, 2);
  }
  return found;
}

/// What a run reads: the workspace's instances, or the files that the request names, those that the
/// workspace knows with what it says about them.
std::vector<ConfigurationInput> configurations_of(const Request& request,
                                                  const Workspace& workspace, Inputs& inputs) {
  std::vector<ConfigurationInput> declared = instances_of(workspace, request, inputs);
  if (request.paths.empty() && !declared.empty()) return declared;
  inputs.is_partial = !declared.empty();
  std::multimap<std::string, const ConfigurationInput*> known;
  for (const ConfigurationInput& one : declared) known.emplace(request.files->key(one.path), &one);
  const std::string version =
      request.amps_version.empty() ? std::string(default_amps_version) : request.amps_version;
  std::vector<ConfigurationInput> given;
  for (auto& [file, text] : find_configurations(request, inputs)) {
    const auto [begin, end] = known.equal_range(file.key);
    for (auto one = begin; one != end; ++one) {
      given.push_back(*one->second);
      given.back().path = file.path;
      given.back().text = text;
    }
    if (begin != end) continue;
    given.push_back({.path = std::move(file.path),
                     .variables = request.variables,
                     .amps_version = version,
                     .text = std::move(text)});
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
  const auto build = [&](std::size_t begin, std::size_t end) {
    Built built;
    for (auto& [document, given] : std::span(loaded).subspan(begin, end - begin)) {
      const Version version = parse_version(given.amps_version).value_or(Version{});
      built.push_back(build_instance(std::move(document), version, std::move(given.placement),
                                     *inputs.regexes));
    }
    return built;
  };
  in_parts(loaded.size(), threads_for(loaded.size(), threads), build,
           [&](Built&& built) { std::ranges::move(built, std::back_inserter(inputs.instances)); });
}

/// A notice for each file that is a template: what is not known of it, and how to give values.
void note_templates(const Document& document, Inputs& inputs) {
  struct Known {
    std::vector<std::string> names = {};
    bool blocks = false;
  };
  std::map<SourceId, Known> files;
  for (const Span where : document.blocks) files[where.source].blocks = true;
  for (const Span where : document.tokens) {
    const std::string_view token = inputs.sources.text(where);
    Known& known = files[where.source];
    if (is_template_control(token)) {
      known.blocks = true;
      continue;
    }
    // A default may be a secret: only a plain token is shown whole.
    const std::string_view name = placeholder_name(token);
    const bool plain = token.find_first_of("|\"'`:(,") == npos && token.size() <= 40;
    std::string shown(plain || name.empty() ? (plain ? token : "an expression") : name);
    std::vector<std::string>& names = known.names;
    if (std::ranges::find(names, shown) == names.end()) names.push_back(std::move(shown));
  }
  for (const auto& [source, known] : files) {
    constexpr std::size_t most = 3;
    std::string what;
    for (std::size_t i = 0; i < std::min(known.names.size(), most); ++i) {
      what += fmt::format("{}'{}'", i == 0 ? "" : ", ", printable_start(known.names[i]));
    }
    if (known.names.size() > most) what += fmt::format(" and {} more", known.names.size() - most);
    std::string notice = fmt::format("'{}' is a template", inputs.sources[source].path);
    if (!what.empty()) {
      notice += fmt::format(": {} not known; -D NAME=VALUE gives a value",
                            what + (known.names.size() == 1 ? " is" : " are"));
    }
    if (known.blocks) notice += "; no string is checked against what its conditions and loops hold";
    inputs.notices.push_back(std::move(notice));
  }
}

/// The request, with less of the process environment where the workspace lists what it may give.
Request with_environment(const Request& request, const Workspace& workspace) {
  Request listed = request;
  std::vector<std::string> names;
  for (const Text& name : workspace.environment) names.emplace_back(name.value);
  if (request.listed_environment) listed.variables.list_environment(names);
  return listed;
}

/// Reads configurations into the run's inputs: by several threads, and numbered in their order.
class Reader {
 public:
  Reader(const Request& request, std::vector<ConfigurationInput> given, Inputs& inputs)
      : request_(request), given_(std::move(given)), inputs_(inputs) {}

  std::vector<Loaded> read() {
    in_parts(
        given_.size(), threads_for(given_.size(), request_.threads),
        [this](std::size_t begin, std::size_t end) { return read_part(begin, end, {}); },
        [this](Part&& part) { take(std::move(part)); });
    return std::move(loaded_);
  }

 private:
  /// Some of the configurations, with sources of their own.
  struct Part {
    std::size_t begin = 0;
    std::size_t end = 0;
    Sources sources = {};
    std::unique_ptr<Arena> arena = std::make_unique<Arena>();
    std::vector<Result<Document>> documents = {};
    LoadBudget left;
  };

  Part read_part(std::size_t begin, std::size_t end, LoadBudget budget) const {
    Part part{.begin = begin, .end = end, .left = budget};
    for (std::size_t i = begin; i < end; ++i) {
      const ConfigurationInput& given = given_[i];
      part.documents.push_back(load_document(*request_.files, given.path, given.variables,
                                             given.amps_version, part.sources, *part.arena,
                                             part.left, given.text));
    }
    return part;
  }

  /// Of what all may read together, each part may have read as much as if it were alone.
  void take(Part part) {
    constexpr LoadBudget whole;
    const std::size_t bytes = whole.bytes - part.left.bytes;
    const std::size_t markup = whole.markup - part.left.markup;
    if (bytes > left_.bytes || markup > left_.markup) {
      part = read_part(part.begin, part.end, left_);
      left_ = part.left;
    } else {
      left_.bytes -= bytes;
      left_.markup -= markup;
    }
    const SourceId by = inputs_.sources.append(std::move(part.sources));
    inputs_.arenas.push_back(std::move(part.arena));
    for (std::size_t i = part.begin; i < part.end; ++i) {
      take(std::move(part.documents[i - part.begin]), by, std::move(given_[i]));
    }
  }

  void take(Result<Document> document, SourceId by, ConfigurationInput given) {
    if (!document) return inputs_.errors.push_back({document.error().what});
    collect_variables(given.variables, *document, inputs_.redactor);
    renumber(*document, by);
    if (document->is_template) note_templates(*document, inputs_);
    if (!request_.no_suppressions) {
      add_suppressions(std::move(document->suppressions), inputs_.suppressions);
    }
    loaded_.push_back({.document = std::move(*document), .given = std::move(given)});
    ++inputs_.files;
  }

  const Request& request_;
  std::vector<ConfigurationInput> given_;
  Inputs& inputs_;
  LoadBudget left_;
  std::vector<Loaded> loaded_;
};

}  // namespace

void load_configurations(const Request& given_request, const Workspace& workspace, Inputs& inputs) {
  const Request request = with_environment(given_request, workspace);
  collect_references(request.variables, inputs.redactor);
  Reader reader(request, configurations_of(request, workspace, inputs), inputs);
  build_instances(reader.read(), request.threads, inputs);
  collect_secrets(inputs);
}

}  // namespace ampslint
