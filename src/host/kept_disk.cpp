#include <sys/stat.h>

#include <array>
#include <cstdint>
#include <ctime>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "ampslint/file_reader.hpp"
#include "host/platform.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

/// What the file system says of a regular file that is the same as long as nobody writes to it.
using Stamp = std::array<std::int64_t, 7>;

/// Nothing for what is not a regular file, and for one that was written to just now: some file
/// systems count seconds, and would say the same of the next change.
std::optional<Stamp> stamp_of(const fs::path& path) {
  constexpr std::time_t settled = 2;
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  const timespec& written = written_at(status);
  const timespec& changed = changed_at(status);
  if (std::max(written.tv_sec, changed.tv_sec) + settled > std::time(nullptr)) return std::nullopt;
  return Stamp{static_cast<std::int64_t>(status.st_dev),
               static_cast<std::int64_t>(status.st_ino),
               status.st_size,
               written.tv_sec,
               written.tv_nsec,
               changed.tv_sec,
               changed.tv_nsec};
}

class KeptDisk : public FileReader {
 public:
  Result<FileText> read(const fs::path& path, const ReadOptions& wanted) override {
    const Name name{path.native(), wanted.text_only};
    const std::optional<Stamp> stamp = wanted.stream ? std::nullopt : stamp_of(path);
    if (stamp) {
      if (std::optional<FileText> known = find(name, *stamp, wanted.most)) return *known;
    }
    Result<FileText> text = disk().read(path, wanted);
    if (stamp && text && text->owner) keep(name, *stamp, *text);
    return text;
  }

  Result<std::vector<FolderEntry>> list(const fs::path& folder) override {
    return disk().list(folder);
  }
  FileKind kind(const fs::path& path) override { return disk().kind(path); }
  std::string key(const fs::path& path) override { return disk().key(path); }

 private:
  /// A path, and whether a binary file's text is wanted, too.
  using Name = std::pair<std::string, bool>;
  struct Known {
    Stamp stamp{};
    std::weak_ptr<const void> owner;
    std::string_view text;
  };

  std::optional<FileText> find(const Name& name, const Stamp& stamp, std::size_t most) {
    const std::lock_guard lock(mutex_);
    const auto at = known_.find(name);
    if (at == known_.end() || at->second.stamp != stamp) return std::nullopt;
    const Known& known = at->second;
    auto owner = known.owner.lock();
    if (owner == nullptr || known.text.size() > most) return std::nullopt;
    return FileText(std::move(owner), known.text);
  }

  void keep(const Name& name, const Stamp& stamp, const FileText& text) {
    const std::lock_guard lock(mutex_);
    if (known_.size() >= room_) {
      std::erase_if(known_, [](const auto& one) { return one.second.owner.expired(); });
      room_ = std::max(room_, known_.size() * 2);
    }
    known_.insert_or_assign(name, Known{.stamp = stamp, .owner = text.owner, .text = text.text});
  }

  std::mutex mutex_;
  std::map<Name, Known> known_;
  std::size_t room_ = 1024;
};

}  // namespace

std::unique_ptr<FileReader> kept_disk() { return std::make_unique<KeptDisk>(); }

}  // namespace ampslint
