#include "model/version.hpp"

#include <charconv>

namespace ampslint {

std::optional<Version> parse_version(std::string_view text) {
  Version version;
  std::size_t index = 0;
  while (true) {
    const char* end = text.data() + text.size();
    std::uint32_t number = 0;
    const auto parsed = std::from_chars(text.data(), end, number);
    if (parsed.ec != std::errc()) return std::nullopt;
    if (index < version.numbers.size()) version.numbers.at(index++) = number;
    if (parsed.ptr == end) return version;
    if (*parsed.ptr != '.') return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(parsed.ptr - text.data()) + 1);
  }
}

}  // namespace ampslint
