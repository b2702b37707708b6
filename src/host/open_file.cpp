#include "host/open_file.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "base/files.hpp"
#include "base/limits.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

/// A pipe that is open already (`/dev/fd/63`), unlike a named one, has a writer and will end.
bool is_open_pipe(const fs::path& path) {
  const std::string name = path.string();
  return name.starts_with("/dev/fd/") || name.starts_with("/proc/self/fd/") || name == "/dev/stdin";
}

}  // namespace

bool is_too_long(const fs::path& path) { return path.native().size() >= limits::path_length; }

Error too_long(const fs::path& path) {
  constexpr std::size_t shown = 60;
  return cannot_read(path.native().substr(0, shown) + "...",
                     fmt::format("its path is longer than {} bytes", limits::path_length - 1));
}

Result<OpenFile> OpenFile::open(const fs::path& path, bool streams_too) {
  if (streams_too && path == "-") return OpenFile(STDIN_FILENO, "standard input");
  if (is_too_long(path)) return tl::unexpected(too_long(path));
  // Non-blocking, so that opening a named pipe without a writer returns.
  OpenFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK), path);
  struct stat status{};
  if (file.descriptor_ < 0 || ::fstat(file.descriptor_, &status) != 0) {
    return tl::unexpected(file.cannot_read(std::strerror(errno)));
  }
  if (S_ISDIR(status.st_mode)) return tl::unexpected(file.cannot_read("it is a folder"));
  if (S_ISFIFO(status.st_mode) && streams_too && is_open_pipe(path)) {
    ::fcntl(file.descriptor_, F_SETFL, ::fcntl(file.descriptor_, F_GETFL) & ~O_NONBLOCK);
    return file;
  }
  if (!S_ISREG(status.st_mode)) return tl::unexpected(file.cannot_read("it is not a regular file"));
  file.size_ = static_cast<std::size_t>(status.st_size);
  return file;
}

OpenFile::~OpenFile() {
  if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
}

OpenFile::OpenFile(OpenFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_),
      name_(std::move(other.name_)) {}

Result<std::size_t> OpenFile::read(char* into, std::size_t most) {
  while (true) {
    const ssize_t got = ::read(descriptor_, into, most);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) return tl::unexpected(cannot_read(std::strerror(errno)));
  }
}

Error OpenFile::cannot_read(std::string_view why) const {
  return ampslint::cannot_read(name_, why);
}

}  // namespace ampslint
