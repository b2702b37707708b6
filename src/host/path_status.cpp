#include "host/path_status.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace ampslint {
namespace {

namespace fs = std::filesystem;

PathKind kind_of(fs::file_type type) {
  switch (type) {
    case fs::file_type::not_found:
      return PathKind::nothing;
    case fs::file_type::regular:
      return PathKind::file;
    case fs::file_type::directory:
      return PathKind::folder;
    case fs::file_type::socket:
      return PathKind::socket;
    case fs::file_type::none:
    case fs::file_type::unknown:
      return PathKind::unknown;
    default:
      return PathKind::other;
  }
}

/// Reads up to `most` bytes; what comes of a file that changes meanwhile does not matter.
std::string read_some(int descriptor, std::size_t most) {
  std::string text(most, '\0');
  std::size_t size = 0;
  while (size < most) {
    const ssize_t got = ::read(descriptor, text.data() + size, most - size);
    if (got <= 0) break;
    size += static_cast<std::size_t>(got);
  }
  text.resize(size);
  return text;
}

#ifdef __wasi__
uid_t own_user() { return 0; }  // nobody else is there
#else
uid_t own_user() { return ::geteuid(); }
#endif

}  // namespace

HostFile look_at(std::string_view path) {
  std::error_code failed;
  const fs::file_status status = fs::status(fs::path(path), failed);
  const fs::perms permissions = status.permissions() & fs::perms::mask;
  return {.kind = kind_of(status.type()), .permissions = static_cast<unsigned>(permissions)};
}

bool has_other_names(std::string_view path) {
  std::error_code failed;
  const std::uintmax_t names = fs::hard_link_count(fs::path(path), failed);
  return !failed && names > 1;
}

bool is_trusted(std::uint32_t user) { return user == own_user() || user == 0; }

bool belongs_to_user(const std::string& file, const std::string& here) {
  struct stat folder{};
  const bool known = ::stat(here.c_str(), &folder) == 0;
  // A link, too: whoever owns it decides what it leads to.
  for (const auto look : {::stat, ::lstat}) {
    struct stat status{};
    if (look(file.c_str(), &status) != 0) continue;
    if (is_trusted(status.st_uid) || (known && status.st_uid == folder.st_uid)) continue;
    return false;
  }
  return true;
}

bool has_known_place(const Text& path) {
  return path && !path.unresolved && (path.value.starts_with('/') || path.beside_file);
}

std::optional<bool> holds_file(std::string_view folder, std::string_view ending) {
  constexpr int most_looked_at = 10'000;
  std::error_code failed;
  fs::directory_iterator at(fs::path(folder), failed);
  for (int seen = 0; !failed && at != fs::directory_iterator(); at.increment(failed)) {
    if (at->path().native().ends_with(ending)) return true;
    if (++seen == most_looked_at) return std::nullopt;
  }
  return failed ? std::nullopt : std::optional(false);
}

std::optional<std::string> beginning_of(std::string_view path, std::size_t most) {
  // Non-blocking, so that opening a named pipe without a writer returns.
  const int descriptor = ::open(std::string(path).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return std::nullopt;
  struct stat status{};
  std::optional<std::string> text;
  if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) {
    text = read_some(descriptor, most);
  }
  ::close(descriptor);
  return text;
}

}  // namespace ampslint
