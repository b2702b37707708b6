#include "base/printable.hpp"

#include <fmt/core.h>

#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace ampslint {
namespace {

/// C1 controls, bidirectional overrides and the like, which steer a terminal or hide text.
bool is_steering(char32_t c) {
  return (c >= 0x80 && c < 0xA0) || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F);
}

}  // namespace

std::string printable(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto [value, bytes] = code_point_at(text, at);
    const std::string_view character = text.substr(at, bytes);
    at += bytes;
    if (value >= 0x20 && value != 0x7F && value != not_utf8_value && !is_steering(value)) {
      out.append(character);
      continue;
    }
    for (const char c : character) out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string printable_start(std::string_view text) {
  constexpr std::size_t longest = 60;
  if (text.size() <= longest) return printable(text);
  std::size_t end = longest;
  while (end > 0 && is_continuation(text[end])) --end;
  return printable(text.substr(0, end)) + "...";
}

}  // namespace ampslint
