#include "lsp/files.hpp"

#include <utility>

namespace ampslint::lsp {
namespace {

namespace fs = std::filesystem;

/// Who types opens no more files than that.
constexpr std::size_t most_keys = 1'000'000;

}  // namespace

Result<FileText> Files::read(const fs::path& path, const ReadOptions& wanted) {
  note(path.parent_path());
  return disk_->read(path, wanted);
}

Result<std::vector<FolderEntry>> Files::list(const fs::path& folder) {
  note(folder);
  return disk_->list(folder);
}

FileKind Files::kind(const fs::path& path) {
  note(path.parent_path());
  return disk_->kind(path);
}

std::string Files::key(const fs::path& path) {
  {
    const std::lock_guard lock(mutex_);
    const auto known = keys_.find(path.native());
    if (known != keys_.end()) return known->second;
  }
  std::string key = disk_->key(path);
  const std::lock_guard lock(mutex_);
  if (keys_.size() >= most_keys) keys_.clear();
  keys_.emplace(path.native(), key);
  return key;
}

void Files::note(const fs::path& folder) {
  const std::lock_guard lock(mutex_);
  folders_.insert(folder.lexically_normal().native());
}

std::set<std::string> Files::take_folders() {
  const std::lock_guard lock(mutex_);
  return std::exchange(folders_, {});
}

void Files::forget_keys() {
  const std::lock_guard lock(mutex_);
  keys_.clear();
}

}  // namespace ampslint::lsp
