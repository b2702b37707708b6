#include "host/new_file.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "host/platform.hpp"
#include "host/random.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

constexpr mode_t any_write = S_IWUSR | S_IWGRP | S_IWOTH;
constexpr std::size_t most_bytes_of_attribute = std::size_t{1} << 16U;  // Linux allows no more

/// Goes down from the root, so that no part of the path is a link; nothing, and `errno`, if one is.
Descriptor open_folder(const fs::path& path) {
  constexpr int how = only_a_place | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
  Descriptor folder(::open("/", how));
  for (const fs::path& part : path.relative_path()) {
    if (!folder) break;
    folder = Descriptor(::openat(folder.get(), part.c_str(), how));
  }
  return folder;
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool holds(int file, std::string_view text) {
  std::vector<char> part(std::size_t{1} << 16U);
  off_t at = 0;
  while (true) {
    const ssize_t got = ::pread(file, part.data(), part.size(), at);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got == 0 && text.empty();
    const std::string_view read(part.data(), static_cast<std::size_t>(got));
    if (!text.starts_with(read)) return false;
    text.remove_prefix(read.size());
    at += got;
  }
}

/// The names of a file's extended attributes; nothing where its file system has none.
std::vector<std::string> attributes_of(int file) {
  std::vector<char> names(most_bytes_of_attribute);
  const ssize_t size = list_attributes(file, names.data(), names.size());
  std::vector<std::string> found;
  for (std::string_view rest(names.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
       !rest.empty(); rest.remove_prefix(found.back().size() + 1)) {
    found.emplace_back(rest.data());
  }
  return found;
}

std::optional<std::string> attribute_of(int file, const std::string& name) {
  std::string value(most_bytes_of_attribute, '\0');
  const ssize_t size = get_attribute(file, name.c_str(), value.data(), value.size());
  if (size < 0) return std::nullopt;
  value.resize(static_cast<std::size_t>(size));
  return value;
}

}  // namespace

NewFile::~NewFile() {
  if (!temporary_.empty()) ::unlinkat(folder_.get(), temporary_.c_str(), 0);
}

NewFile::NewFile(NewFile&& other) noexcept
    : given_(std::move(other.given_)),
      target_(std::move(other.target_)),
      folder_(std::move(other.folder_)),
      old_(std::move(other.old_)),
      old_status_(other.old_status_),
      file_(std::move(other.file_)),
      temporary_(std::exchange(other.temporary_, {})),
      exchanged_(other.exchanged_) {}

Error NewFile::cannot_write(std::string_view why) const {
  return {.what = fmt::format("cannot write '{}': {}", given_, why)};
}

Result<void> NewFile::open() {
  const auto failed = [this](std::string_view why) { return tl::unexpected(cannot_write(why)); };
  folder_ = open_folder(target_.parent_path());
  if (!folder_ && (errno == ELOOP || errno == ENOTDIR)) return failed("its folder is a link");
  if (!folder_) return failed(std::strerror(errno));
  const std::string name = target_.filename().string();
  if (name.empty()) return failed("it is a folder");
  old_ = Descriptor(
      ::openat(folder_.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!old_ && errno == ENOENT) return {};
  if (!old_ && errno == ELOOP) return failed("it is a symbolic link");
  if (!old_ || ::fstat(old_.get(), &old_status_) != 0) return failed(std::strerror(errno));
  if (!S_ISREG(old_status_.st_mode)) return failed("it is not a regular file");
  // The mode is asked, too, as that of the folder.
  const bool writable = (old_status_.st_mode & any_write) != 0 &&
                        ::faccessat(folder_.get(), name.c_str(), W_OK, 0) == 0;
  if (!writable) return failed("it is read-only");
  return {};
}

Result<void> NewFile::open_in_place(const std::string& path, int flags) {
  file_ = Descriptor(::open(path.c_str(), O_WRONLY | O_CLOEXEC | flags, 0666));
  if (file_) return {};
  return tl::unexpected(
      cannot_write(errno == ELOOP ? "it is a symbolic link" : std::strerror(errno)));
}

Result<void> NewFile::refuse_unfit_folder() const {
  struct stat status{};
  const bool known = ::fstat(folder_.get(), &status) == 0;
  // The mode is asked: whoever may write everywhere is not meant to.
  if (known && (status.st_mode & any_write) == 0) {
    return tl::unexpected(cannot_write("its folder is read-only"));
  }
  return refuse_shared_folder();
}

Result<void> NewFile::refuse_shared_folder() const {
  struct stat status{};
  const bool known = ::fstat(folder_.get(), &status) == 0;
  if (known && ((status.st_mode & S_IWOTH) == 0 || (status.st_mode & S_ISVTX) != 0)) return {};
  return tl::unexpected(cannot_write("anybody may write in its folder"));
}

Result<void> NewFile::expect(std::string_view text) const {
  if (!old_) return tl::unexpected(cannot_write(std::strerror(ENOENT)));
  if (holds(old_.get(), text)) return {};
  return tl::unexpected(cannot_write("it has changed since it was read"));
}

Result<void> NewFile::create() {
  const mode_t mode = old_ ? 0600 : 0666;  // nobody reads it before it is like the old one
  do {
    temporary_ = fmt::format(".ampslint-{:08x}", random_number() >> 32U);
    file_ = Descriptor(::openat(folder_.get(), temporary_.c_str(),
                                O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
  } while (!file_ && errno == EEXIST);
  if (file_) return old_ ? keep_attributes() : Result<void>{};
  temporary_.clear();
  return tl::unexpected(
      cannot_write(fmt::format("no file can be created in its folder: {}", std::strerror(errno))));
}

Result<void> NewFile::keep_attributes() {
  // The owner first: giving a file away takes some bits off its mode.
  if (::fchown(file_.get(), old_status_.st_uid, old_status_.st_gid) != 0) {
    return tl::unexpected(cannot_write("its owner and group cannot be kept"));
  }
  if (const char* lost = keep_extended_attributes(); lost != nullptr) {
    return tl::unexpected(cannot_write(fmt::format("{} cannot be kept", lost)));
  }
  // Never a program that runs with somebody's rights.
  if (::fchmod(file_.get(), old_status_.st_mode & 0777U) == 0) return {};
  return tl::unexpected(cannot_write(std::strerror(errno)));
}

/// What cannot be kept; null for nothing.
const char* NewFile::keep_extended_attributes() const {
  constexpr const char* access_list = "system.posix_acl_access";
  // A folder's default list is not what the old file had.
  remove_attribute(file_.get(), access_list);
  for (const std::string& name : attributes_of(old_.get())) {
    if (name == "security.capability") continue;  // as with setuid
    const auto value = attribute_of(old_.get(), name);
    if (value && attribute_of(file_.get(), name) == value) continue;
    const bool kept = value && set_attribute(file_.get(), name.c_str(), *value);
    if (!kept) return name == access_list ? "its access list" : "an extended attribute";
  }
  return nullptr;
}

Result<void> NewFile::write(std::string_view text) {
  if (write_all(file_.get(), text)) return {};
  return tl::unexpected(cannot_write(std::strerror(errno)));
}

Result<void> NewFile::complete() {
  if (::fsync(file_.get()) == 0 && file_.close()) return {};
  return tl::unexpected(cannot_write(std::strerror(errno)));
}

bool NewFile::is_old(const std::string& name) const {
  struct stat status{};
  return ::fstatat(folder_.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
         status.st_ino == old_status_.st_ino && status.st_dev == old_status_.st_dev;
}

bool NewFile::rename_to(const std::string& name, Renaming how) const {
  return rename_in(folder_.get(), temporary_.c_str(), name.c_str(), how);
}

Result<void> NewFile::take_place() {
  if (old_) return exchange();
  if (!rename_to(target_.filename().string(), Renaming::replacing)) {
    return tl::unexpected(cannot_write(std::strerror(errno)));
  }
  temporary_.clear();
  return {};
}

Result<void> NewFile::exchange() {
  const std::string name = target_.filename().string();
  if (rename_to(name, Renaming::exchanging)) {
    exchanged_ = true;
    if (is_old(temporary_)) return {};
    give_back();
    return tl::unexpected(cannot_write("it has changed since it was read"));
  }
  // Not every file system can exchange two files.
  const bool unknown = errno == EINVAL || errno == ENOSYS;
  if (!unknown || !rename_to(name, Renaming::replacing)) {
    return tl::unexpected(cannot_write(std::strerror(errno)));
  }
  temporary_.clear();
  return {};
}

bool NewFile::give_back() {
  if (!exchanged_) return false;
  exchanged_ = !rename_to(target_.filename().string(), Renaming::exchanging);
  // Then the old file is what has the other name.
  if (exchanged_) temporary_.clear();
  return !exchanged_;
}

void NewFile::settle() {
  const Descriptor folder(::openat(folder_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder) ::fsync(folder.get());
}

}  // namespace ampslint
