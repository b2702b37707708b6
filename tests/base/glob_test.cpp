#include "base/glob.hpp"

#include <gtest/gtest.h>

#include <ctime>
#include <string>

namespace ampslint::testing {
namespace {

struct Case {
  std::string_view pattern;
  std::string_view path;
  bool matches;
};

// Each seen with `git check-ignore`; tests/scan/scan_test.py asks it about many more.
TEST(Glob, MatchesAsGitDoes) {
  constexpr Case cases[] = {
      {"a.txt", "a.txt", true},
      {"a.txt", "b/a.txt", false},
      {"*.txt", "a.txt", true},
      {"*.txt", "b/a.txt", false},
      {"*", "", true},
      {"", "", true},
      {"", "a", false},
      {"a?c", "abc", true},
      {"a?c", "a/c", false},
      {"a*c", "ac", true},
      {"a*c", "abbcbc", true},
      {"a*b*c", "a-b-b", false},
      {"**", "a/b", true},
      {"**/a", "a", true},
      {"**/a", "x/y/a", true},
      {"**/a", "xa", false},
      {"a/**", "a", false},
      {"a/**", "a/b/c", true},
      {"a/**/b", "a/b", true},
      {"a/**/b", "a/x/y/b", true},
      {"a/**/b", "a/x/y/c", false},
      {"a/**/b/**/c", "a/b/x/b/y/c", true},
      {"**/a/b/**/c", "a/a/b/c", true},
      {"***/a", "x/y/a", true},
      {"a**b", "axxb", true},
      {"a**b", "ax/xb", false},
      {"a**/b", "ax/y/b", false},
      {"[a-c]x", "bx", true},
      {"[a-c]x", "dx", false},
      {"[!a-c]x", "dx", true},
      {"[^a-c]x", "bx", false},
      {"[]x]", "]", true},
      {"[a-]", "-", true},
      {"[\\]]", "]", true},
      {"[[:digit:]]", "7", true},
      {"[[:digit:]]", "x", false},
      {"[[:nothing:]]", "x", false},
      {"[[:digit]", ":", true},
      {"[a/b]c", "ac", true},
      {"a[/]b", "a/b", false},
      {"[ab", "a", false},
      {"[ab", "[ab", false},
      {"\\*", "*", true},
      {"\\*", "a", false},
      {"a\\", "a\\", false},
      {"a\\/b", "a/b", true},
      {"a//b", "a/b", false},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(matches_glob(one.pattern, one.path), one.matches) << one.pattern << " " << one.path;
  }
}

TEST(Glob, TakesNoLongWithHostilePatterns) {
  std::string stars;
  std::string deep;
  std::string path;
  for (int i = 0; i < 200; ++i) {
    stars += "a*";
    deep += "**/a*a/";
    path += "aaaaaaaaaa/";
  }
  const std::clock_t begin = std::clock();
  EXPECT_FALSE(matches_glob(stars + "b", std::string(5000, 'a')));
  EXPECT_FALSE(matches_glob(deep + "b", path + "a"));
  EXPECT_LT(std::clock() - begin, 5 * CLOCKS_PER_SEC);
}

}  // namespace
}  // namespace ampslint::testing
