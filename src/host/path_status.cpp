#include "host/path_status.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <vector>

#include "host/descriptor.hpp"

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

bool is_own(const struct stat& status) {
  return status.st_uid == ::geteuid() || status.st_uid == 0;
}

struct Link {
  fs::path target;
  bool is_own = false;  ///< of whoever runs this, or of root
};

/// Nothing where no link stands. It is opened, so that both facts are of the same one.
std::optional<Link> link_at(const fs::path& path) {
  const Descriptor open(::open(path.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
  struct stat status{};
  if (!open || ::fstat(open.get(), &status) != 0 || !S_ISLNK(status.st_mode)) return std::nullopt;
  std::string target(PATH_MAX, '\0');
  const ssize_t size = ::readlinkat(open.get(), "", target.data(), target.size());
  target.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  return Link{.target = target, .is_own = is_own(status)};
}

std::vector<fs::path> reversed(const fs::path& path) {
  std::vector<fs::path> parts(path.begin(), path.end());
  std::ranges::reverse(parts);
  return parts;
}

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

bool belongs_to_user(const std::string& file, const std::string& here) {
  struct stat folder{};
  const bool known = ::stat(here.c_str(), &folder) == 0;
  // A link, too: whoever owns it decides what it leads to.
  for (const auto look : {::stat, ::lstat}) {
    struct stat status{};
    if (look(file.c_str(), &status) != 0) continue;
    if (is_own(status) || (known && status.st_uid == folder.st_uid)) continue;
    return false;
  }
  return true;
}

Result<fs::path> place_behind_own_links(const fs::path& path) {
  constexpr int most_links = 40;
  std::error_code failed;
  const fs::path whole = fs::absolute(path.empty() ? "." : path, failed);
  if (failed) return tl::unexpected(Error{.what = failed.message()});
  std::vector<fs::path> parts = reversed(whole);
  fs::path at = "/";
  for (int links = 0; !parts.empty();) {
    const fs::path part = std::move(parts.back());
    parts.pop_back();
    if (part == "..") at = at.parent_path();
    if (part.empty() || part == "." || part == ".." || part == "/") continue;
    const fs::path next = at / part;
    const std::optional<Link> link = link_at(next);
    if (!link) {
      at = next;
      continue;
    }
    if (!link->is_own || ++links > most_links) {
      const std::string_view why = link->is_own ? "too many links" : "belongs to another user";
      return tl::unexpected(Error{.what = fmt::format("the link '{}': {}", next.string(), why)});
    }
    if (link->target.is_absolute()) at = "/";
    std::ranges::move(reversed(link->target), std::back_inserter(parts));
  }
  return at;
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
