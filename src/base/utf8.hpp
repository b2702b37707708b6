#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ampslint {

/// What `CodePoint::value` is where the bytes are not UTF-8.
inline constexpr char32_t not_utf8_value = 0xFFFFFFFF;

/// A character, or the bytes that should have been one, and how many bytes they are (0: no text
/// left).
struct CodePoint {
  char32_t value = not_utf8_value;
  std::size_t bytes = 0;
};

/// The character that begins at `at`; overlong forms and surrogates are not UTF-8. What is not ends
/// where it can no longer be the beginning of a character, as in browsers.
CodePoint code_point_at(std::string_view text, std::size_t at);

/// Of a character of more than one byte, not the first.
constexpr bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }
std::uint32_t count_code_points(std::string_view text);
/// How many of the text's code points take two units in UTF-16.
std::uint32_t count_utf16_pairs(std::string_view text);

/// Appends a character of that number, which has to be one of Unicode's.
void append_utf8(std::string& out, std::uint32_t code);

/// The same without the mark that some editors put first.
std::string_view without_byte_order_mark(std::string_view text);

/// A text in UTF-16 that begins with a byte order mark, as PowerShell and editors of Windows write
/// it; nothing for any other. What is no character becomes U+FFFD.
std::optional<std::string> utf8_of_utf16(std::string_view text);
/// Whether it begins with that mark.
bool begins_as_utf16(std::string_view text);

/// "UTF-16" or "UTF-32" where the first bytes of an XML file say so; else empty.
std::string_view wide_encoding(std::string_view text);

/// XML 1.0 (fifth edition), productions 2, 4 and 4a.
bool is_xml_char(char32_t c);
bool is_name_start(char32_t c);
bool is_name_char(char32_t c);

/// Where, at `from` or after it, the first bytes begin that are not a character of XML; the size if
/// none do.
std::size_t find_no_xml_char(std::string_view text, std::size_t from);

}  // namespace ampslint
