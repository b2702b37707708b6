#include "host/own_links.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <optional>
#include <string>
#include <vector>

#include "host/descriptor.hpp"
#include "host/path_status.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

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
  return Link{.target = target, .is_own = is_trusted(status.st_uid)};
}

std::vector<fs::path> reversed(const fs::path& path) {
  std::vector<fs::path> parts(path.begin(), path.end());
  std::ranges::reverse(parts);
  return parts;
}

}  // namespace

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

}  // namespace ampslint
