#include "model/version.hpp"

#include <fmt/ranges.h>

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
    if (index < version.numbers.size()) {
      if (number > 0xFFFF) return std::nullopt;
      version.numbers.at(index++) = static_cast<std::uint16_t>(number);
    }
    if (parsed.ptr == end) return version;
    if (*parsed.ptr != '.') return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(parsed.ptr - text.data()) + 1);
  }
}

std::string not_a_version(std::string_view text) {
  return fmt::format("'{}' is not an AMPS version; expected numbers with dots, as in '{}'", text,
                     default_amps_version);
}

std::string to_string(const Version& version) {
  return fmt::format("{}", fmt::join(version.numbers, "."));
}

}  // namespace ampslint
