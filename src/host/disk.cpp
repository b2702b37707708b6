#include <dirent.h>
#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>

#include "ampslint/file_reader.hpp"
#include "base/files.hpp"
#include "base/huge_pages.hpp"
#include "base/utf8.hpp"
#include "host/open_file.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t step = std::size_t{1} << 16U;

/// As far as git looks for a NUL byte.
bool is_binary(const char* text, std::size_t size) {
  constexpr std::size_t looked_at = 8000;
  if (begins_as_utf16({text, size})) return false;
  return std::memchr(text, 0, std::min(size, looked_at)) != nullptr;
}

std::shared_ptr<char[]> block(std::size_t size) {
  auto bytes = std::make_shared_for_overwrite<char[]>(size);
  prefer_huge_pages(bytes.get(), size);
  return bytes;
}

FileText nothing() { return {nullptr, ""}; }

Result<FileText> read_all(OpenFile& file, const ReadOptions& wanted) {
  const std::size_t expected = file.size();
  const bool large = expected > wanted.most;
  if (wanted.text_only && expected == 0) return nothing();
  if (large && !wanted.text_only) return tl::unexpected(too_large(file.name(), wanted.most));
  std::size_t room = std::min(expected, wanted.most) + 1;
  std::shared_ptr<char[]> bytes = block(room);
  std::size_t size = 0;
  while (true) {
    if (size == room) {
      room += std::max(size, step);
      const std::shared_ptr<char[]> before = std::exchange(bytes, block(room));
      std::memcpy(bytes.get(), before.get(), size);
    }
    const bool first = size == 0;
    const std::size_t part = first && wanted.text_only ? std::min(room, step) : room - size;
    const auto got = file.read(bytes.get() + size, part);
    if (!got) return tl::unexpected(got.error());
    size += *got;
    if (first && wanted.text_only && is_binary(bytes.get(), size)) return nothing();
    if (size > wanted.most || large) return tl::unexpected(too_large(file.name(), wanted.most));
    if (*got == 0 || (wanted.text_only && size >= expected)) break;
  }
  return FileText(bytes, {bytes.get(), size});
}

FileKind kind_of(unsigned char type, const std::string& folder, const char* name) {
  struct stat status{};
  if (type == DT_UNKNOWN && ::lstat((folder + '/' + name).c_str(), &status) == 0) {
    type = IFTODT(status.st_mode);
  }
  switch (type) {
    case DT_REG:
      return FileKind::file;
    case DT_DIR:
      return FileKind::folder;
    case DT_LNK:
      return FileKind::link;
    default:
      return FileKind::other;
  }
}

class Disk : public FileReader {
 public:
  Result<FileText> read(const fs::path& path, const ReadOptions& wanted) override {
    Result<OpenFile> file = OpenFile::open(path, wanted.stream);
    if (!file) return tl::unexpected(file.error());
    return read_all(*file, wanted);
  }

  Result<std::vector<FolderEntry>> list(const fs::path& folder) override {
    const std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(folder.c_str()), ::closedir);
    if (open == nullptr) return tl::unexpected(cannot_read(folder, std::strerror(errno)));
    struct stat status{};
    if (::fstat(::dirfd(open.get()), &status) == 0 && status.st_nlink == 0) {
      return tl::unexpected(cannot_read(folder, "it has been deleted"));
    }
    std::vector<FolderEntry> entries;
    while (const dirent* entry = ::readdir(open.get())) {
      const std::string_view name(entry->d_name);
      if (name == "." || name == "..") continue;
      entries.push_back(
          {std::string(name), kind_of(entry->d_type, folder.native(), entry->d_name)});
    }
    return entries;
  }

  FileKind kind(const fs::path& path) override {
    std::error_code failed;
    const fs::file_status status = fs::status(path, failed);
    if (!fs::exists(status)) return FileKind::nothing;
    if (fs::is_directory(status)) return FileKind::folder;
    return fs::is_regular_file(status) ? FileKind::file : FileKind::other;
  }

  std::string key(const fs::path& path) override {
    std::error_code failed;
    const fs::path found = fs::weakly_canonical(path, failed);
    if (failed) return path.lexically_normal().string();
    return found.is_absolute() ? found.string() : fs::absolute(found, failed).string();
  }
};

}  // namespace

FileReader& disk() {
  static Disk disk;
  return disk;
}

}  // namespace ampslint
