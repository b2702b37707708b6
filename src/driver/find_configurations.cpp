#include "driver/find_configurations.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/ascii.hpp"
#include "base/limits.hpp"
#include "base/parallel.hpp"
#include "base/suggest.hpp"
#include "host/open_file.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

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

}  // namespace

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

}  // namespace ampslint
