#include "base/regex.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ampslint::testing {
namespace {

std::optional<bool> matched(std::string_view pattern, std::string_view subject) {
  const RegexBudget budget;
  const std::optional<Pattern> compiled = Pattern::compile(pattern, budget);
  return compiled ? compiled->matches(subject) : std::nullopt;
}

TEST(Regex, MatchesAnywhere) {
  EXPECT_EQ(matched("b+", "abbc"), true);
  EXPECT_EQ(matched("^b", "ab"), false);
  EXPECT_EQ(matched("topic[0-9]", "a-topic7"), true);
  EXPECT_EQ(matched("topic[0-9]", "a-topi"), false);
  EXPECT_EQ(matched("(", "("), std::nullopt);
}

TEST(Regex, SaysWhereATextIsNoPattern) {
  EXPECT_FALSE(pattern_fault("a+"));
  const auto fault = pattern_fault("ab(");
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->at, 3U);
  EXPECT_FALSE(fault->message.empty());
}

// A text with every byte of a pattern's literal must not be turned away.
TEST(Regex, KnowsWhatAMatchHolds) {
  struct Case {
    std::string_view pattern;
    std::string_view literal;
  };
  constexpr Case cases[] = {
      {"abc", "abc"},     {"^abc.*de$", "abc"}, {"ab*cde", "cde"}, {"abc?", "ab"},
      {"a\\.bc", "a.bc"}, {"abcd+", "abcd"},    {"a|bcd", ""},     {"(abc)", ""},
      {"ab[c]", "ab"},    {"ab{0,1}", "a"},     {"ab\\E*", "a"},   {"ab(?#x)*", "a"},
      {"(?i)abc", ""},    {".*", ""},           {"\\Qa.b\\E", ""}, {"ab\\d", "a"},
  };
  for (const Case& one : cases)
    EXPECT_EQ(required_literal(one.pattern), one.literal) << one.pattern;
}

/// Patterns and texts that take any engine with backtracking longer than anybody lives.
const std::vector<std::string> hostile{"(a+)+$",
                                       "(a|aa)+$",
                                       "(?:a*)*(?:a*)*b",
                                       "(?:a*+b|a*+c|a*+d|a*+e|a*+f|a*+g)",
                                       "(a*)\\1*\\1*\\1*b",
                                       "^(?:(?=(a+))a)+$"};

TEST(Regex, AMatchTakesBoundedSteps) {
  constexpr std::uint64_t most = 150'000;
  for (const std::string& pattern : hostile) {
    const RegexBudget budget;
    const auto compiled = Pattern::compile(pattern, budget);
    ASSERT_TRUE(compiled) << pattern;
    static_cast<void>(compiled->matches(std::string(4000, 'a') + "!"));
    EXPECT_LT(budget.spent(), most) << pattern;
  }
}

TEST(Regex, ARunTakesBoundedSteps) {
  const RegexBudget budget;
  const auto costly = Pattern::compile("(a+)+$", budget);
  const auto cheap = Pattern::compile("a+", budget);
  const std::string subject = std::string(4000, 'a') + "!";
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(costly->matches(subject), std::nullopt);
  EXPECT_TRUE(budget.used_up());
  EXPECT_EQ(cheap->matches("a"), std::nullopt);
  // What is compiled from now on is not known to match anything, and still a pattern.
  const auto late = Pattern::compile("a", budget);
  ASSERT_TRUE(late);
  EXPECT_EQ(late->matches("a"), std::nullopt);
}

TEST(Regex, LargePatternsOfFewCharactersAreBounded) {
  const RegexBudget budget;
  std::vector<Pattern> kept;
  for (int i = 0; i < 20'000; ++i) {
    if (auto one = Pattern::compile("(?:(?:ab){20}){20}", budget)) kept.push_back(std::move(*one));
  }
  EXPECT_TRUE(budget.used_up());
}

}  // namespace
}  // namespace ampslint::testing
