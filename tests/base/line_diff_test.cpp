#include "base/line_diff.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace ampslint::testing {
namespace {

using Lines = std::vector<std::string>;
using Ranges = std::vector<LineRange>;

std::string joined(const Lines& lines, const std::string& end = "\n") {
  std::string text;
  for (const std::string& line : lines) text += line + end;
  return text;
}

Lines numbered(int count) {
  Lines lines;
  for (int i = 0; i < count; ++i) lines.push_back("line " + std::to_string(i));
  return lines;
}

bool is_changed(const Ranges& ranges, std::size_t index) {
  return std::ranges::any_of(ranges, [line = index + 1](const LineRange& range) {
    return range.first <= line && line <= range.last;
  });
}

/// The length of the longest common subsequence, by the textbook.
std::size_t common(const Lines& a, const Lines& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (const std::string& line : a) {
    std::size_t diagonal = 0;
    for (std::size_t i = 0; i < b.size(); ++i) {
      const std::size_t above = row[i + 1];
      row[i + 1] = line == b[i] ? diagonal + 1 : std::max(above, row[i]);
      diagonal = above;
    }
  }
  return row.back();
}

/// The lines that are not changed.
Lines kept(const Lines& now, const Ranges& ranges) {
  Lines lines;
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (!is_changed(ranges, i)) lines.push_back(now[i]);
  }
  return lines;
}

TEST(LineDiff, FindsSimpleEdits) {
  EXPECT_EQ(changed_lines("", ""), Ranges{});
  EXPECT_EQ(changed_lines("a\nb\n", "a\nb\n"), Ranges{});
  EXPECT_EQ(changed_lines("", "a\nb\n"), (Ranges{{1, 2}}));
  EXPECT_EQ(changed_lines("a\nb\n", ""), Ranges{});
  EXPECT_EQ(changed_lines("a\nb\nc\n", "a\nc\n"), Ranges{});
  EXPECT_EQ(changed_lines("a\nb\nc\n", "a\nB\nc\n"), (Ranges{{2, 2}}));
  EXPECT_EQ(changed_lines("a\nb\nc\n", "x\na\nb\nc\ny\n"), (Ranges{{1, 1}, {5, 5}}));
  EXPECT_EQ(changed_lines("a\nb\nc\nd\n", "A\nb\nc\nD\ne\n"), (Ranges{{1, 1}, {4, 5}}));
  EXPECT_EQ(changed_lines("a\na\na\n", "a\na\na\na\n"), (Ranges{{4, 4}}));
  EXPECT_EQ(changed_lines("a\n", "\na\n"), (Ranges{{1, 1}}));
}

TEST(LineDiff, OverlooksLineEndsAndAByteOrderMark) {
  EXPECT_EQ(changed_lines("a\nb\n", "a\r\nb\r\n"), Ranges{});
  EXPECT_EQ(changed_lines("a\r\nb\r\nc\r\n", "a\nB\nc\n"), (Ranges{{2, 2}}));
  EXPECT_EQ(changed_lines("\xEF\xBB\xBF"
                          "a\nb\n",
                          "a\nb\nc"),
            (Ranges{{3, 3}}));
  EXPECT_EQ(changed_lines("a\nb", "a\nb\n"), Ranges{});
  EXPECT_EQ(changed_lines("a\nb", "x\na\nb\n\n"), (Ranges{{1, 1}, {4, 4}}));
  EXPECT_EQ(changed_lines("a\rb\n", "ab\n"), (Ranges{{1, 1}}));
}

TEST(LineDiff, IsTheSmallestOne) {
  std::mt19937 random(16);
  for (int run = 0; run < 5000; ++run) {
    Lines before;
    Lines now;
    for (auto n = random() % 12; n > 0; --n) before.emplace_back(1, "abcd"[random() % 4]);
    for (auto n = random() % 12; n > 0; --n) now.emplace_back(1, "abcd"[random() % 4]);
    const Ranges ranges = changed_lines(joined(before), joined(now, run % 2 == 0 ? "\n" : "\r\n"));
    const Lines unchanged = kept(now, ranges);
    ASSERT_EQ(unchanged.size(), common(before, now)) << joined(before) << "---\n" << joined(now);
    ASSERT_EQ(common(before, unchanged), unchanged.size());
    for (std::size_t i = 1; i < ranges.size(); ++i) {
      ASSERT_GT(ranges[i].first, ranges[i - 1].last + 1);
    }
  }
}

TEST(LineDiff, FindsEachEditOfDistinctLines) {
  std::mt19937 random(17);
  for (int run = 0; run < 100; ++run) {
    const Lines before = numbered(400);
    Lines now;
    Ranges expected;
    for (const std::string& line : before) {
      const auto edit = random() % 10;  // 0: deleted, 1: replaced, 2: with another before it
      if (edit == 1 || edit == 2) {
        now.push_back("new " + line);
        const auto number = static_cast<std::uint32_t>(now.size());
        if (!expected.empty() && expected.back().last + 1 == number) {
          expected.back().last = number;
        } else {
          expected.push_back({number, number});
        }
      }
      if (edit > 1) now.push_back(line);
    }
    ASSERT_EQ(changed_lines(joined(before), joined(now)), expected);
  }
}

TEST(LineDiff, GivesUpBeyondSoManyDifferences) {
  const Lines before = numbered(5000);
  Lines now = before;
  for (std::size_t i = 100; i < now.size() - 100; i += 2) now[i] += "x";
  EXPECT_EQ(changed_lines(joined(before), joined(now)), (Ranges{{101, 4899}}));
  EXPECT_EQ(changed_lines(joined(before), joined(numbered(7000))), (Ranges{{5001, 7000}}));
}

/// Few differences, between lines that nearly all are alike.
TEST(LineDiff, GivesUpBeyondSoMuchWork) {
  std::mt19937 random(1);
  std::string before;
  std::string now;
  for (int i = 0; i < 200'000; ++i) {
    before += random() % 500 == 0 ? "b\n" : "a\n";
    now += random() % 500 == 0 ? "b\n" : "a\n";
  }
  const Ranges ranges = changed_lines(before, now);
  ASSERT_EQ(ranges.size(), 1U);
  EXPECT_GT(ranges[0].last, 190'000U);
}

}  // namespace
}  // namespace ampslint::testing
