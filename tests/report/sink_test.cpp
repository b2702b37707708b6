#include "report/sink.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "base/printable.hpp"
#include "base/source.hpp"
#include "model/redactor.hpp"
#include "report/json_value.hpp"
#include "report/xml_escape.hpp"

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
  EXPECT_EQ(let_out("a ##VSO[x]b ##Vso[y]"), "a \\x23#VSO[x]b \\x23#Vso[y]");
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

TEST(Redactor, HidesValuesInEveryForm) {
  Redactor redactor;
  redactor.hide_value("p\u00e4ss/w<rd 'x'\n");
  for (const char* form :
       {"p\u00e4ss/w<rd 'x'\\n", "p\u00e4ss\\/w<rd 'x'\\n", "p\\u00e4ss\\/w<rd 'x'\\n",
        "p\\u00E4ss/w<rd 'x'\\n", "p%C3%A4ss%2Fw%3Crd%20%27x%27%0A",
        "p%c3%a4ss%2fw%3crd%20%27x%27%0a", "p%C3%A4ss%2Fw%3Crd%20'x'%0A",
        "p\u00e4ss/w&lt;rd &#39;x&#39;\n", "cMOkc3MvdzxyZCAneCcK", "p\u00e4ss/w&lt;rd 'x'\n"}) {
    EXPECT_EQ(redactor.hidden(std::string("(") + form + ")"), "(***)");
  }
}

TEST(Redactor, TakesTheLongestOfSeveralValues) {
  Redactor redactor;
  for (const char* value : {"abcd", "abcdefgh", "abcdx", "abce"}) redactor.hide_value(value);
  EXPECT_EQ(redactor.hidden("abcdefgh abcdef abcdx abcz abce"), "*** ***ef *** abcz ***");
}

TEST(Redactor, HidesShortValuesAsWholeWordsOnly) {
  Redactor redactor;
  redactor.hide_value("a");
  EXPECT_EQ(redactor.hidden("bad password 'a': a, was"), "bad password '***': ***, was");
}

TEST(Redactor, HidesWhatStandsBesideAPlace) {
  Sources sources;
  const SourceId id = sources.add("x.env", "AMPS_URI=tcp://h:1 AMPS_TOKEN=abc\n");
  const Redactor redactor;
  EXPECT_EQ(redactor.shown(sources, sources.line_at(id, 0)), "AMPS_URI=tcp://h:1 AMPS_TOKEN=***");
  EXPECT_EQ(redactor.shown(sources, {id, 30, 32}), "***");
}

TEST(Redactor, HidesSlipsOfTheCommandLine) {
  EXPECT_EQ(Redactor().hidden("'u:x@h' does not exist"), "'u:***@h' does not exist");
  EXPECT_EQ(Redactor().hidden("'password=x' does not exist"), "'password=***' does not exist");
  EXPECT_EQ(Redactor().hidden("'tcp://u:Zq7' does not exist"), "'tcp://u:***' does not exist");
  EXPECT_EQ(Redactor().hidden("a@b.xml:3:1: 'x = y'"), "a@b.xml:3:1: 'x = y'");
}

TEST(Json, EscapesWhatIsNotSeenAndCommands) {
  EXPECT_EQ(json::Value("\u009b\u202e\u00e9\U000E0041").text(),
            "\"\\u009b\\u202e\u00e9\\udb40\\udc41\"");
  EXPECT_EQ(json::Value("##vso[x] ##[y] ## #").text(), R"("\u0023#vso[x] \u0023#[y] ## #")");
}

TEST(Xml, EscapesWhatIsNotSeenAndCommands) {
  EXPECT_EQ(xml_text("a\u009b\u202e\t\n##[x]"), "a&#155;&#8238;\t\n&#35;#[x]");
  EXPECT_EQ(xml_attribute("\uFEFF"), "&#65279;");
}

TEST(Redactor, EscapesWhatIsNotSeen) {
  for (const char* unseen : {"\u17B4", "\uFE0F", "\uFFA0", "\uFFF0", "\U0001D173", "\U000E0FFF",
                             "\u2028", "\u009B", "\u00AD", "\u034F", "\u061C", "\u115F", "\u180E",
                             "\u202E", "\u3164", "\uFEFF", "\uFFFA", "\U000E0041"}) {
    EXPECT_TRUE(Redactor().clean(unseen).starts_with("\\x")) << printable(unseen);
  }
  EXPECT_EQ(Redactor().clean("é – 日本"), "é – 日本");
}

}  // namespace
}  // namespace ampslint::testing
