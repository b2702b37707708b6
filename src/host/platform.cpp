#include "host/platform.hpp"

#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <cstdio>
#include <cstdlib>
#ifdef __linux__
#include <linux/fs.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#endif

extern char** environ;  // NOLINT: the system's own name, which not every header declares

namespace ampslint {

char** environment_variables() { return environ; }

#ifdef __linux__

std::optional<LinkAt> link_at(const std::filesystem::path& path) {
  // It is opened, so that both facts are of the same one.
  const int open = ::open(path.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC);
  if (open < 0) return std::nullopt;
  LinkAt link{};
  std::string target(PATH_MAX, '\0');
  const bool found = ::fstat(open, &link.status) == 0 && S_ISLNK(link.status.st_mode);
  const ssize_t size = found ? ::readlinkat(open, "", target.data(), target.size()) : 0;
  ::close(open);
  if (!found) return std::nullopt;
  target.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  link.target = target;
  return link;
}

bool rename_in(int folder, const char* from, const char* to, Renaming how) {
  const unsigned flags = how == Renaming::exchanging ? RENAME_EXCHANGE : 0;
  // An old C library has no function for flags.
  return ::syscall(SYS_renameat2, folder, from, folder, to, flags) == 0;
}

ssize_t list_attributes(int file, char* names, std::size_t size) {
  return ::flistxattr(file, names, size);
}
ssize_t get_attribute(int file, const char* name, char* value, std::size_t size) {
  return ::fgetxattr(file, name, value, size);
}
bool set_attribute(int file, const char* name, const std::string& value) {
  return ::fsetxattr(file, name, value.data(), value.size(), 0) == 0;
}
void remove_attribute(int file, const char* name) { ::fremovexattr(file, name); }

std::array<int, 2> open_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {-1, -1};
  return ends;
}

int open_nameless_file() { return ::memfd_create("input", MFD_CLOEXEC); }

#else  // macOS; compiled, but not tried there

std::optional<LinkAt> link_at(const std::filesystem::path& path) {
  LinkAt link{};
  if (::lstat(path.c_str(), &link.status) != 0 || !S_ISLNK(link.status.st_mode)) {
    return std::nullopt;
  }
  std::string target(PATH_MAX, '\0');
  const ssize_t size = ::readlink(path.c_str(), target.data(), target.size());
  target.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  link.target = target;
  return link;
}

bool rename_in(int folder, const char* from, const char* to, Renaming how) {
  const unsigned flags = how == Renaming::exchanging ? RENAME_SWAP : 0;
  return ::renameatx_np(folder, from, folder, to, flags) == 0;
}

ssize_t list_attributes(int file, char* names, std::size_t size) {
  return ::flistxattr(file, names, size, 0);
}
ssize_t get_attribute(int file, const char* name, char* value, std::size_t size) {
  return ::fgetxattr(file, name, value, size, 0, 0);
}
bool set_attribute(int file, const char* name, const std::string& value) {
  return ::fsetxattr(file, name, value.data(), value.size(), 0, 0) == 0;
}
void remove_attribute(int file, const char* name) { ::fremovexattr(file, name, 0); }

std::array<int, 2> open_pipe() {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return {-1, -1};
  for (const int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
  return ends;
}

int open_nameless_file() {
  std::string name = "/tmp/ampslint-XXXXXX";
  const int file = ::mkstemp(name.data());
  if (file < 0) return -1;
  ::unlink(name.c_str());
  ::fcntl(file, F_SETFD, FD_CLOEXEC);
  return file;
}

#endif

}  // namespace ampslint
