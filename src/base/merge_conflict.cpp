#include "base/merge_conflict.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/ascii.hpp"

namespace ampslint {
namespace {

constexpr std::string_view first = "<<<<<<<";
constexpr std::string_view last = ">>>>>>>";
constexpr std::array<std::string_view, 3> others{"|||||||", "=======", last};

/// With a blank or nothing behind it.
bool begins_with(std::string_view line, std::string_view marker) {
  if (!line.starts_with(marker)) return false;
  return line.size() == marker.size() ||
         std::string_view(" \t\r\n").find(line[marker.size()]) != npos;
}

std::size_t find_line(std::string_view text, std::string_view marker, std::size_t from) {
  for (std::size_t at = text.find(marker, from); at != npos; at = text.find(marker, at + 1)) {
    const bool begins = at == 0 || text[at - 1] == '\n';
    if (begins && begins_with(text.substr(at), marker)) return at;
  }
  return npos;
}

}  // namespace

Range conflict_marker(std::string_view text) {
  const std::size_t begin = find_line(text, first, 0);
  if (begin == npos || find_line(text, last, begin) == npos) return {};
  std::size_t end = std::min(text.find('\n', begin), text.size());
  if (text[end - 1] == '\r') --end;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

bool begins_conflict(std::string_view line) { return begins_with(line, first); }

bool goes_on_with_conflict(std::string_view line) {
  return std::ranges::any_of(others,
                             [line](std::string_view marker) { return begins_with(line, marker); });
}

}  // namespace ampslint
