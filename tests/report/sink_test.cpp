#include "report/sink.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "base/printable.hpp"
#include "model/redactor.hpp"

namespace ampslint::testing {
namespace {

std::string let_out(std::string_view text) {
  std::ostringstream out;
  Sink(out) << text;
  return out.str();
}

TEST(Sink, DefusesCommands) {
  EXPECT_EQ(let_out("a\n::error::x\n"), "a\n\\x3a:error::x\n");
  EXPECT_EQ(let_out("a ##vso[x]b\n##[group]"), "a \\x23#vso[x]b\n\\x23#[group]");
  EXPECT_EQ(let_out("b::c ## d\n"), "b::c ## d\n");
}

TEST(Sink, KnowsEveryBlankThatARunnerSkips) {
  for (const char* blank :
       {" ", "\t", "\v", "\u0085", "\u00A0", "\u1680", "\u2003", "\u202F", "\u205F", "\u3000"}) {
    EXPECT_EQ(let_out(std::string(blank) + "::stop-commands::x"),
              std::string(blank) + "\\x3a:stop-commands::x");
  }
}

TEST(Sink, PutsLinesTogether) {
  std::ostringstream out;
  {
    Sink sink(out);
    sink << ':' << ':' << "add-mask::x";
    EXPECT_EQ(out.str(), "");
  }
  EXPECT_EQ(out.str(), "\\x3a:add-mask::x");
}

TEST(Redactor, HidesValuesHoweverTheyAreWritten) {
  Redactor redactor;
  redactor.hide_value("a\"b/c");
  EXPECT_EQ(redactor.hidden("x a\"b/c a\\\"b/c a%22b%2Fc"), "x *** *** ***");
}

TEST(Redactor, EscapesWhatIsNotSeen) {
  for (const char* unseen : {"\u00AD", "\u034F", "\u061C", "\u115F", "\u180E", "\u202E", "\u3164",
                             "\uFEFF", "\uFFFA", "\U000E0041"}) {
    EXPECT_TRUE(Redactor().clean(unseen).starts_with("\\x")) << printable(unseen);
  }
  EXPECT_EQ(Redactor().clean("é – 日本"), "é – 日本");
}

}  // namespace
}  // namespace ampslint::testing
