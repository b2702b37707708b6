#include "base/source.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace ampslint::testing {
namespace {

/// Lines of all lengths, with characters of one to four bytes and bytes that are none.
std::string random_text(std::mt19937& random) {
  constexpr std::string_view pieces[] = {"a", "b", "é", "€", "😀", "\r", "\n"};
  std::uniform_int_distribution<std::size_t> size(0, 3000);
  std::uniform_int_distribution<std::size_t> piece(0, 600);
  std::string text;
  for (std::size_t left = size(random); left > 0; --left) {
    text +=
        pieces[std::min<std::size_t>(piece(random) % 60, std::size(pieces) - 1 - (left % 50 != 0))];
  }
  return text;
}

bool is_first(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

TEST(Sources, KnowWhereEachByteStands) {
  std::mt19937 random(1);
  for (int i = 0; i < 60; ++i) {
    Sources sources;
    const SourceId id = sources.add("x", random_text(random));
    const std::string_view text = sources[id].text;
    Position wanted;
    Position wide;
    for (std::uint32_t at = 0; at < text.size(); ++at) {
      ASSERT_EQ(sources.position(id, at), wanted);
      ASSERT_EQ(sources.utf16_position(id, at), wide);
      if (is_first(text[at])) {
        ASSERT_EQ(sources.offset(id, wanted), at);
        ++wanted.column;
        wide.column += static_cast<unsigned char>(text[at]) >= 0xF0U ? 2 : 1;
      }
      if (text[at] == '\n') {
        wide = wanted = {.line = wanted.line + 1};
      }
    }
    EXPECT_EQ(sources.offset(id, {.line = wanted.line, .column = 1'000'000}), text.size());
    EXPECT_EQ(sources.offset(id, {.line = wanted.line + 1}), text.size());
  }
}

}  // namespace
}  // namespace ampslint::testing
