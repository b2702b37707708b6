#include "driver/confined.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <mutex>

#include "base/files.hpp"
#include "driver/lint.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view repository = ".git";

/// Taken apart as text: to read a path of thousands of names takes long.
struct Apart {
  explicit Apart(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    name = path.substr(slash + 1);
    if (slash != std::string_view::npos) folder = path.substr(0, std::max(slash, std::size_t{1}));
  }

  std::string_view folder = ".";
  std::string_view name;
};

/// Whether a file is one that the system makes up, or of a repository's own: no input of a check,
/// but for what is to be ignored and what is tracked.
bool is_internal(const fs::path& file) {
  constexpr std::array<std::string_view, 3> read{"/.git", "/.git/index", "/.git/info/exclude"};
  const auto ends = [&file](std::string_view name) { return file.native().ends_with(name); };
  if (std::ranges::any_of(read, ends)) return false;
  const auto begins_with = [&file](std::string_view folder) {
    return file.is_absolute() && file.has_relative_path() &&
           *file.relative_path().begin() == folder;
  };
  return begins_with("proc") || begins_with("sys") || begins_with("dev") ||
         std::ranges::find(file, repository) != file.end();
}

}  // namespace

void confine(Request& request) {
  std::vector<std::string> checked = request.paths;
  if (checked.empty()) checked.push_back(request.folder);
  std::ranges::copy(request.scanned, std::back_inserter(checked));
  checked.push_back(request.workspace);
  std::vector<std::string> named = request.client_files;
  std::ranges::copy(request.failover_files, std::back_inserter(named));
  named.push_back(request.baseline);
  request.confined = std::make_shared<Confined>(*request.files, checked, named);
  request.files = request.confined.get();
}

Confined::Confined(FileReader& files, const std::vector<std::string>& checked,
                   const std::vector<std::string>& named)
    : files_(files), named_(named.begin(), named.end()) {
  for (const std::string& path : checked) allow_around(path);
}

void Confined::allow_around(const std::string& path) {
  if (path.empty()) return;
  named_.insert(path);
  const fs::path key = files_.key(path);
  const bool is_folder = files_.kind(path) == FileKind::folder;
  const fs::path top = repository_of(files_, is_folder ? key : key.parent_path());
  if (top.has_relative_path()) roots_.insert(top.string());  // not all that there is
}

bool Confined::is_inside(const std::string& key) const {
  const fs::path file(key);
  return !is_internal(file) && std::ranges::any_of(roots_, [&file](const fs::path& root) {
    return std::ranges::mismatch(root, file).in1 == root.end();
  });
}

bool Confined::allows(const fs::path& path) {
  if (named_.contains(path.native())) return true;
  const Apart apart(path.native());
  if (apart.name != repository) {
    // What a folder holds itself needs no look at the file system.
    const std::shared_lock lock(mutex_);
    const auto folder = links_.find(apart.folder);
    if (folder != links_.end() && !folder->second.contains(apart.name)) return true;
  }
  return is_inside(files_.key(path));
}

Result<FileText> Confined::read(const fs::path& path, const ReadOptions& wanted) {
  // The reader says best why a file that is not there cannot be read.
  if (allows(path) || files_.kind(path) == FileKind::nothing) return files_.read(path, wanted);
  return tl::unexpected(
      cannot_read(path, "it is outside of what is checked; '--allow-outside' permits such files"));
}

Result<std::vector<FolderEntry>> Confined::list(const fs::path& folder) {
  if (!allows(folder)) {
    return tl::unexpected(cannot_read(
        folder, "it is outside of what is checked; '--allow-outside' permits such folders"));
  }
  auto entries = files_.list(folder);
  if (!entries) return entries;
  std::set<std::string, std::less<>> links;
  for (const FolderEntry& entry : *entries) {
    if (entry.kind == FileKind::link) links.insert(entry.name);
  }
  const std::unique_lock lock(mutex_);
  links_.insert_or_assign(folder.empty() ? "." : folder.string(), std::move(links));
  return entries;
}

}  // namespace ampslint
