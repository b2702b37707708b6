#include "base/text.hpp"

#include <algorithm>

namespace ampslint {

Span Text::span(std::size_t begin, std::size_t length) const {
  const auto from = static_cast<std::uint32_t>(begin);
  const auto to = static_cast<std::uint32_t>(begin + length);
  if (pieces.empty()) {
    return {.source = where.source, .begin = where.begin + from, .end = where.begin + to};
  }
  const auto piece_of = [this](std::uint32_t offset) {
    return std::prev(std::upper_bound(pieces.begin() + 1, pieces.end(), offset,
                                      [](std::uint32_t at, const Piece& p) { return at < p.at; }));
  };
  const auto first = piece_of(from);
  const auto last = piece_of(to > from ? to - 1 : to);
  const std::uint32_t start =
      first->verbatim ? first->from.begin + (from - first->at) : first->from.begin;
  const std::uint32_t stop = last->verbatim ? last->from.begin + (to - last->at) : last->from.end;
  return {.source = where.source, .begin = start, .end = stop};
}

}  // namespace ampslint
