#include "lsp/position.hpp"

#include <algorithm>
#include <iterator>

namespace ampslint::lsp {
namespace {

/// How many bytes the character at the begin of a text has; a stray byte counts as one.
std::size_t size_of_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t size = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (size > text.size()) return 1;
  for (std::size_t i = 1; i < size; ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) return 1;
  }
  return size;
}

std::size_t units(std::size_t size, Encoding encoding) {
  if (encoding == Encoding::utf8) return size;
  return encoding == Encoding::utf16 && size == 4 ? 2 : 1;
}

Json to_json(LinePlace place) { return {{"line", place.line}, {"character", place.character}}; }

}  // namespace

TextLines::TextLines(std::string_view text, Encoding encoding) : text_(text), encoding_(encoding) {
  for (std::size_t at = text.find_first_of("\r\n"); at != std::string_view::npos;
       at = text.find_first_of("\r\n", at)) {
    at += text.substr(at).starts_with("\r\n") ? 2 : 1;
    starts_.push_back(at);
  }
}

LinePlace TextLines::place(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto after = std::ranges::upper_bound(starts_, offset);
  const std::size_t start = *std::prev(after);
  LinePlace place{.line = static_cast<std::size_t>(after - starts_.begin()) - 1, .character = 0};
  std::size_t at = start;
  while (at < offset) {
    const std::size_t size = size_of_character(text_.substr(at));
    if (at + size > offset) break;
    place.character += units(size, encoding_);
    at += size;
  }
  return place;
}

std::size_t TextLines::offset(LinePlace place) const {
  if (place.line >= starts_.size()) return text_.size();
  std::size_t at = starts_[place.line];
  std::size_t left = place.character;
  while (left > 0 && at < text_.size() && text_[at] != '\n' && text_[at] != '\r') {
    const std::size_t size = size_of_character(text_.substr(at));
    const std::size_t wide = units(size, encoding_);
    if (wide > left) break;
    left -= wide;
    at += size;
  }
  return at;
}

Json TextLines::range(Bytes where) const {
  return {{"start", to_json(place(where.begin))}, {"end", to_json(place(where.end))}};
}

std::optional<Bytes> TextLines::bytes(const Json& range) const {
  const auto start = place_in(at(range, {"start"}));
  const auto end = place_in(at(range, {"end"}));
  if (!start || !end || *end < *start) return std::nullopt;
  return Bytes{.begin = offset(*start), .end = offset(*end)};
}

std::optional<LinePlace> place_in(const Json& position) {
  const Json& line = at(position, {"line"});
  const Json& character = at(position, {"character"});
  if (!line.is_number_unsigned() || !character.is_number_unsigned()) return std::nullopt;
  return LinePlace{.line = line.get<std::size_t>(), .character = character.get<std::size_t>()};
}

}  // namespace ampslint::lsp
