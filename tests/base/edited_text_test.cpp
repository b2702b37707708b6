#include "base/edited_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "driver/fix.hpp"
#include "support/process.hpp"
#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

/// Replacements of a text that do not conflict, some of them empty on either side.
std::vector<Replacement> some_replacements(std::size_t size, std::mt19937& random) {
  const auto upto = [&random](std::size_t most) {
    return std::uniform_int_distribution<std::size_t>(0, most)(random);
  };
  std::vector<Replacement> found;
  for (std::size_t at = upto(4); at <= size; at += 1 + upto(6)) {
    Replacement one{.begin = at, .end = std::min(size, at + upto(3)), .text = {}};
    for (std::size_t n = upto(3); n > 0; --n) one.text += static_cast<char>('A' + upto(25));
    at = one.end;
    if (found.empty() || !conflict(found.back(), one)) found.push_back(one);
  }
  return found;
}

TEST(EditedText, RoundsComeToOneSetOfReplacements) {
  std::mt19937 random(11);
  for (int run = 0; run < 2000; ++run) {
    std::string expected;
    for (int i = 0; i < run % 40; ++i) expected += static_cast<char>('a' + i % 26);
    EditedText text(expected);
    for (int round = 0; round < 4; ++round) {
      const auto replacements = some_replacements(expected.size(), random);
      text.apply(replacements);
      expected = with_replacements(expected, replacements);
      ASSERT_EQ(text.text(), expected);
    }
    for (std::size_t i = 1; i < text.replaced().size(); ++i) {
      ASSERT_LT(text.replaced()[i - 1].end, text.replaced()[i].begin);
    }
    for (std::size_t at = 0; at < expected.size(); ++at) {
      // What was there from the start is in small letters, and stands where it stood.
      if (expected[at] < 'a') continue;
      ASSERT_EQ(text.original()[text.original_offset(at)], expected[at]);
    }
  }
}

TEST(Fixing, IsRefusedForAFileThatHasChanged) {
  const TemporaryFolder folder;
  const InFolder in(folder.path());
  folder.write("a.txt", "TCP://db1:9007/amps/json\n");
  folder.write("b.txt", "TCP://db1:9007/amps/json\n");
  Request request;
  request.client_files = {"a.txt", "b.txt"};
  const Result<Fixing> fixing = find_fixes(request, Fixes::safe);
  ASSERT_TRUE(fixing.has_value());
  EXPECT_EQ(fixing->files.size(), 2U);
  folder.write("b.txt", "TCP://db1:9007/amps/json \n");
  const Result<LintResult> left = apply_fixes(request, *fixing);
  ASSERT_FALSE(left.has_value());
  EXPECT_EQ(left.error().what, "cannot write 'b.txt': it has changed since it was read");
  EXPECT_EQ(read_text("a.txt"), "TCP://db1:9007/amps/json\n");
}

TEST(Fixing, ItsTrialsShareTheTextsThatDoNotChange) {
  const TemporaryFolder folder;
  const InFolder in(folder.path());
  folder.write("a.txt", "TCP://db1:9007/amps/json\n");
  folder.write("b.txt", "tcp://db1:9007/amps/json\n");
  Request request;
  request.client_files = {"a.txt", "b.txt"};
  const Result<Fixing> fixing = find_fixes(request, Fixes::safe);
  ASSERT_TRUE(fixing.has_value());
  EXPECT_EQ(fixing->findings, 1U);
  const Sources& before = fixing->reported.inputs.sources;
  const Sources& left = fixing->left.inputs.sources;
  ASSERT_EQ(left.size(), 2U);
  EXPECT_NE(before[0].text.data(), left[0].text.data());
  EXPECT_EQ(before[1].text.data(), left[1].text.data());
}

}  // namespace
}  // namespace ampslint::testing
