#include "base/frozen_files.hpp"

namespace ampslint {

namespace fs = std::filesystem;

/// Others may ask meanwhile; what came first stays.
template <typename Kept, typename Ask>
Kept FrozenFiles::first(std::map<std::string, Kept>& known, const fs::path& path, Ask ask) {
  {
    const std::scoped_lock lock(mutex_);
    const auto found = known.find(path.native());
    if (found != known.end()) return found->second;
  }
  Kept kept = ask();
  const std::scoped_lock lock(mutex_);
  return known.emplace(path.native(), std::move(kept)).first->second;
}

Result<FileText> FrozenFiles::read(const fs::path& path, const ReadOptions& wanted) {
  return first(texts_, path, [&] { return below_.read(path, wanted); });
}

Result<std::vector<FolderEntry>> FrozenFiles::list(const fs::path& folder) {
  return first(folders_, folder, [&] { return below_.list(folder); });
}

FileKind FrozenFiles::kind(const fs::path& path) {
  return first(kinds_, path, [&] { return below_.kind(path); });
}

std::string FrozenFiles::key(const fs::path& path) {
  return first(keys_, path, [&] { return below_.key(path); });
}

}  // namespace ampslint
