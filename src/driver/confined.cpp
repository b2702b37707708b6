#include "driver/confined.hpp"

#include <algorithm>
#include <mutex>

#include "base/files.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view repository = ".git";

std::string folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path().string() : ".";
}

/// The top of the repository that a folder belongs to, or the folder.
fs::path top_of(FileReader& files, const fs::path& folder) {
  for (fs::path top = folder;; top = top.parent_path()) {
    if (files.kind(top / repository) != FileKind::nothing) return top;
    if (!top.has_relative_path()) return folder;
  }
}

/// Whether a file is one that the system makes up, or of a repository's own: no input of a check,
/// but for what is to be ignored.
bool is_internal(const fs::path& file) {
  if (file.native().ends_with("/.git/info/exclude")) return false;
  const auto begins_with = [&file](std::string_view folder) {
    return file.is_absolute() && file.has_relative_path() &&
           *file.relative_path().begin() == folder;
  };
  return begins_with("proc") || begins_with("sys") || begins_with("dev") ||
         std::ranges::find(file, repository) != file.end();
}

}  // namespace

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
  const fs::path top = top_of(files_, is_folder ? key : key.parent_path());
  if (top.has_relative_path()) roots_.insert(top.string());  // not all that there is
}

bool Confined::is_inside(const std::string& key) const {
  const fs::path file(key);
  return !is_internal(file) && std::ranges::any_of(roots_, [&file](const fs::path& root) {
    return std::ranges::mismatch(root, file).in1 == root.end();
  });
}

bool Confined::allows(const fs::path& path) {
  if (named_.contains(path.string())) return true;
  if (path.filename() != repository) {
    // What a folder holds itself needs no look at the file system.
    const std::shared_lock lock(mutex_);
    const auto folder = links_.find(folder_of(path));
    if (folder != links_.end() && !folder->second.contains(path.filename().string())) return true;
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
  std::set<std::string> links;
  for (const FolderEntry& entry : *entries) {
    if (entry.kind == FileKind::link) links.insert(entry.name);
  }
  const std::unique_lock lock(mutex_);
  links_.insert_or_assign(folder.empty() ? "." : folder.string(), std::move(links));
  return entries;
}

}  // namespace ampslint
