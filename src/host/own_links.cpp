#include "host/own_links.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "host/path_status.hpp"
#include "host/platform.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

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
    const std::optional<LinkAt> link = link_at(next);
    if (!link) {
      at = next;
      continue;
    }
    const bool is_own = is_trusted(link->status.st_uid);
    if (!is_own || ++links > most_links) {
      const std::string_view why = is_own ? "too many links" : "belongs to another user";
      return tl::unexpected(Error{.what = fmt::format("the link '{}': {}", next.string(), why)});
    }
    if (link->target.is_absolute()) at = "/";
    std::ranges::move(reversed(link->target), std::back_inserter(parts));
  }
  return at;
}

}  // namespace ampslint
