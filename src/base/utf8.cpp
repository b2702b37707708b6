#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <utility>

namespace ampslint {
namespace {

constexpr std::uint64_t each(std::uint64_t byte) { return byte * 0x0101010101010101U; }
constexpr std::uint64_t tops = each(0x80);

/// Whether eight bytes are all ASCII that XML allows. A byte below 0x80 never carries into its
/// neighbour here.
bool plain(std::uint64_t bytes) {
  const std::uint64_t printable = bytes + each(0x60);
  const std::uint64_t tab = ~((bytes ^ each('\t')) + each(0x7F));
  const std::uint64_t line_feed = ~((bytes ^ each('\n')) + each(0x7F));
  const std::uint64_t carriage_return = ~((bytes ^ each('\r')) + each(0x7F));
  const std::uint64_t allowed = printable | tab | line_feed | carriage_return;
  return (bytes & tops) == 0 && (allowed & tops) == tops;
}

/// The letters outside ASCII that can begin a name.
constexpr std::array<std::pair<char32_t, char32_t>, 12> name_starts{{
    {0xC0, 0xD6},
    {0xD8, 0xF6},
    {0xF8, 0x2FF},
    {0x370, 0x37D},
    {0x37F, 0x1FFF},
    {0x200C, 0x200D},
    {0x2070, 0x218F},
    {0x2C00, 0x2FEF},
    {0x3001, 0xD7FF},
    {0xF900, 0xFDCF},
    {0xFDF0, 0xFFFD},
    {0x10000, 0xEFFFF},
}};

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const unsigned lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {.value = lead, .bytes = 1};
  if (lead < 0xC2 || lead > 0xF4) return {.value = not_utf8_value, .bytes = 1};
  const std::size_t length = lead < 0xE0 ? 2 : (lead < 0xF0 ? 3 : 4);
  // What the second byte may be: others make overlong forms, surrogates, or more than Unicode has.
  unsigned low = lead == 0xE0 ? 0xA0 : (lead == 0xF0 ? 0x90 : 0x80);
  unsigned high = lead == 0xED ? 0x9F : (lead == 0xF4 ? 0x8F : 0xBF);
  char32_t value = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const unsigned byte = at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    if (byte < low || byte > high) return {.value = not_utf8_value, .bytes = i};
    value = value << 6U | (byte & 0x3FU);
    low = 0x80;
    high = 0xBF;
  }
  return {.value = value, .bytes = length};
}

std::uint32_t count_code_points(std::string_view text) {
  return static_cast<std::uint32_t>(
      std::ranges::count_if(text, [](char c) { return !is_continuation(c); }));
}

std::uint32_t count_utf16_pairs(std::string_view text) {
  const auto is_pair = [](char c) { return static_cast<unsigned char>(c) >= 0xF0U; };
  return static_cast<std::uint32_t>(std::ranges::count_if(text, is_pair));
}

std::string_view without_byte_order_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

std::string_view wide_encoding(std::string_view text) {
  using namespace std::string_view_literals;
  constexpr std::array<std::string_view, 4> four{"\xFF\xFE\0\0"sv, "\0\0\xFE\xFF"sv, "<\0\0\0"sv,
                                                 "\0\0\0<"sv};
  constexpr std::array<std::string_view, 4> two{"\xFF\xFE"sv, "\xFE\xFF"sv, "<\0"sv, "\0<"sv};
  const auto begins = [text](std::string_view start) { return text.starts_with(start); };
  if (std::ranges::any_of(four, begins)) return "UTF-32";
  return std::ranges::any_of(two, begins) ? "UTF-16" : "";
}

bool is_xml_char(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c <= 0xD7FF || (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

bool is_name_start(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
  return std::ranges::any_of(
      name_starts, [c](const auto& range) { return c >= range.first && c <= range.second; });
}

bool is_name_char(char32_t c) {
  return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == 0xB7 ||
         (c >= 0x300 && c <= 0x36F) || c == 0x203F || c == 0x2040;
}

std::size_t find_no_xml_char(std::string_view text, std::size_t from) {
  while (from < text.size()) {
    std::uint64_t bytes = 0;
    while (from + sizeof bytes <= text.size()) {
      std::memcpy(&bytes, text.data() + from, sizeof bytes);
      if (!plain(bytes)) break;
      from += sizeof bytes;
    }
    if (from >= text.size()) break;
    const CodePoint next = code_point_at(text, from);
    if (!is_xml_char(next.value)) break;
    from += next.bytes;
  }
  return from;
}

void append_utf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) return out.push_back(static_cast<char>(code));
  unsigned more = code < 0x800 ? 1 : (code < 0x10000 ? 2 : 3);
  out.push_back(static_cast<char>((0xFFU << (7 - more)) | (code >> (6 * more))));
  while (more-- > 0) out.push_back(static_cast<char>(0x80U | ((code >> (6 * more)) & 0x3FU)));
}

bool begins_as_utf16(std::string_view text) {
  using namespace std::string_view_literals;
  if (text.starts_with("\xFF\xFE\0\0"sv)) return false;  // UTF-32
  return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

std::optional<std::string> utf8_of_utf16(std::string_view text) {
  if (!begins_as_utf16(text)) return std::nullopt;
  const std::size_t low = text[0] == '\xFF' ? 0 : 1;
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at + low]);
    const auto second = static_cast<unsigned char>(text[at + 1 - low]);
    return static_cast<std::uint32_t>(first | (second << 8U));
  };
  std::string utf8;
  utf8.reserve(text.size() / 2);
  for (std::size_t at = 2; at + 1 < text.size(); at += 2) {
    std::uint32_t code = unit(at);
    const bool pair = code >= 0xD800 && code < 0xDC00 && at + 3 < text.size() &&
                      unit(at + 2) >= 0xDC00 && unit(at + 2) < 0xE000;
    if (pair) {
      code = 0x10000 + ((code - 0xD800) << 10U) + (unit(at + 2) - 0xDC00);
      at += 2;
    } else if (code >= 0xD800 && code < 0xE000) {
      code = 0xFFFD;
    }
    append_utf8(utf8, code);
  }
  return utf8;
}

}  // namespace ampslint
