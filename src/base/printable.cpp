#include "base/printable.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace ampslint {
namespace {

struct CodePoints {
  char32_t first;
  char32_t last;
};

/// C1 controls, bidirectional overrides, and characters that take no room.
constexpr CodePoints unseen[] = {
    {0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},     {0x34F, 0x34F},    {0x61C, 0x61C},
    {0x115F, 0x1160}, {0x180E, 0x180E}, {0x200B, 0x200F}, {0x2028, 0x202E},  {0x2060, 0x206F},
    {0x3164, 0x3164}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F}};

}  // namespace

bool is_unseen(char32_t c) {
  return std::ranges::any_of(
      unseen, [c](const CodePoints& range) { return c >= range.first && c <= range.last; });
}

std::string printable(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto [value, bytes] = code_point_at(text, at);
    const std::string_view character = text.substr(at, bytes);
    at += bytes;
    if (value != not_utf8_value && !is_unseen(value)) {
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
