#include "base/printable.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <span>

#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace ampslint {
namespace {

struct CodePoints {
  char32_t first;
  char32_t last;
};

/// In order; DerivedCoreProperties.txt and PropList.txt.
constexpr CodePoints unseen[] = {
    {0x00, 0x1F},     {0x7F, 0x9F},       {0xAD, 0xAD},       {0x34F, 0x34F},    {0x61C, 0x61C},
    {0x115F, 0x1160}, {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x200B, 0x200F},  {0x2028, 0x202E},
    {0x2060, 0x206F}, {0x3164, 0x3164},   {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},  {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFFB}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}};

constexpr CodePoints white_space[] = {
    {0x09, 0x0D},     {0x20, 0x20},     {0x85, 0x85},     {0xA0, 0xA0},     {0x1680, 0x1680},
    {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}};

bool is_in(std::span<const CodePoints> table, char32_t c) {
  const auto next = std::ranges::lower_bound(table, c, {}, &CodePoints::last);
  return next != table.end() && next->first <= c;
}

}  // namespace

bool is_unseen(char32_t c) { return is_in(unseen, c); }

bool is_white_space(char32_t c) { return is_in(white_space, c); }

bool begins_agent_command(std::string_view text) {
  return text.starts_with("##[") || text.starts_with("##vso[");
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
