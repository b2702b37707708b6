#include "host/atomic_write.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string_view>
#include <utility>

namespace ampslint {
namespace {

namespace fs = std::filesystem;

constexpr mode_t any_write = S_IWUSR | S_IWGRP | S_IWOTH;

Error cannot_write(const std::string& path, std::string_view why) {
  return {.what = fmt::format("cannot write '{}': {}", path, why)};
}

/// A file beside the one that it is to replace; removed with its scope unless it has done so.
class Replacing {
 public:
  explicit Replacing(std::string path) : given_(std::move(path)) {}
  ~Replacing() {
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
  }
  Replacing(const Replacing&) = delete;
  Replacing& operator=(const Replacing&) = delete;
  Replacing(Replacing&& other) noexcept
      : given_(std::move(other.given_)),
        target_(std::move(other.target_)),
        temporary_(std::exchange(other.temporary_, {})) {}
  Replacing& operator=(Replacing&&) = delete;

  /// Writes the text beside the file. `before`: what the file must hold; nothing: it need not be
  /// there.
  Result<void> prepare(const std::string* before, std::string_view text) {
    std::error_code failed;
    target_ = fs::weakly_canonical(fs::absolute(given_, failed), failed);
    if (failed) return tl::unexpected(cannot_write(given_, failed.message()));
    struct stat old{};
    const bool exists = ::stat(target_.c_str(), &old) == 0;
    if (!exists && (before != nullptr || errno != ENOENT)) {
      return tl::unexpected(cannot_write(given_, std::strerror(errno)));
    }
    if (exists && !S_ISREG(old.st_mode)) {
      return tl::unexpected(cannot_write(given_, "it is not a regular file"));
    }
    // The mode is asked, too: whoever may write everywhere is not meant to.
    if (exists && ((old.st_mode & any_write) == 0 || ::access(target_.c_str(), W_OK) != 0)) {
      return tl::unexpected(cannot_write(given_, "it is read-only"));
    }
    if (before != nullptr && !holds(*before)) {
      return tl::unexpected(cannot_write(given_, "it has changed since it was read"));
    }
    return write_beside(text, exists ? &old : nullptr);
  }

  Result<void> finish() {
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) {
      return tl::unexpected(cannot_write(given_, std::strerror(errno)));
    }
    temporary_.clear();
    const int folder = ::open(target_.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
      ::fsync(folder);
      ::close(folder);
    }
    return {};
  }

 private:
  bool holds(const std::string& text) const {
    std::ifstream in(target_, std::ios::binary);
    std::stringstream found;
    found << in.rdbuf();
    return in && found.str() == text;
  }

  Result<void> write_beside(std::string_view text, const struct stat* old) {
    const fs::path folder = target_.parent_path();
    struct stat status{};
    if (::stat(folder.c_str(), &status) == 0 && (status.st_mode & any_write) == 0) {
      return tl::unexpected(cannot_write(given_, "its folder is read-only"));
    }
    // Nobody else may read it before it has the old one's mode and owner.
    const int file = make_temporary(folder, old != nullptr ? 0600 : 0666);
    if (file < 0) {
      return tl::unexpected(cannot_write(
          given_, fmt::format("no file can be created in its folder: {}", std::strerror(errno))));
    }
    int error = 0;
    const auto note = [&error](bool done) {
      if (!done && error == 0) error = errno;
    };
    note(write_all(file, text));
    // The owner first: giving a file away takes some bits off its mode.
    const bool owned = old == nullptr || ::fchown(file, old->st_uid, old->st_gid) == 0;
    // Never a program that runs with somebody's rights.
    if (old != nullptr) note(::fchmod(file, old->st_mode & 0777U) == 0);
    note(::fsync(file) == 0);
    note(::close(file) == 0);
    if (!owned) return tl::unexpected(cannot_write(given_, "its owner and group cannot be kept"));
    if (error != 0) return tl::unexpected(cannot_write(given_, std::strerror(error)));
    return {};
  }

  static bool write_all(int file, std::string_view text) {
    while (!text.empty()) {
      const ssize_t written = ::write(file, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return false;
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }

  /// A new file of this mode, less what the umask takes off; its descriptor, or -1 and `errno`.
  int make_temporary(const fs::path& folder, mode_t mode) {
    std::random_device random;
    int file = -1;
    do {
      temporary_ = (folder / fmt::format(".ampslint-{:08x}", random())).string();
      file = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    } while (file < 0 && errno == EEXIST);
    if (file < 0) temporary_.clear();
    return file;
  }

  std::string given_;
  fs::path target_;
  std::string temporary_;
};

}  // namespace

Result<void> replace_files(const std::vector<NewContent>& contents) {
  std::vector<Replacing> files;
  for (const NewContent& content : contents) {
    files.emplace_back(content.path);
    if (auto ready = files.back().prepare(&content.before, content.after); !ready) return ready;
  }
  for (Replacing& file : files) {
    if (auto replaced = file.finish(); !replaced) return replaced;
  }
  return {};
}

Result<void> write_whole(const std::string& path, const std::string& text) {
  Replacing file(path);
  if (auto ready = file.prepare(nullptr, text); !ready) return ready;
  return file.finish();
}

}  // namespace ampslint
