#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

namespace ampslint {

/// The byte that `%XX` in front of `text` stands for, or -1.
inline int escaped_byte(std::string_view text) {
  if (text.size() < 3 || text[0] != '%') return -1;
  unsigned byte = 0;
  const char* const end = text.data() + 3;
  return std::from_chars(text.data() + 1, end, byte, 16).ptr == end ? static_cast<int>(byte) : -1;
}

/// Nothing where an escape is bad. `plus` is what a `+` stands for.
inline std::optional<std::string> unescape(std::string_view text, char plus = '+') {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int byte = escaped_byte(text.substr(i));
    if (byte < 0 && text[i] == '%') return std::nullopt;
    const char plain = text[i] == '+' ? plus : text[i];
    out += byte < 0 ? plain : static_cast<char>(byte);
    if (byte >= 0) i += 2;
  }
  return out;
}

}  // namespace ampslint
