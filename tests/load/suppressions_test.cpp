// Where the comments that suppress findings apply, and how they are read.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/limits.hpp"
#include "load/string_list.hpp"
#include "load/suppressions/comment.hpp"
#include "load/suppressions/text.hpp"
#include "load/xml/reader.hpp"
#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

using Reader = void (*)(const Sources&, SourceId, Suppressions&);

struct Read {
  Sources sources;
  Suppressions found;
};

Read read(Reader reader, const std::string& text) {
  Read read;
  reader(read.sources, read.sources.add("file", text), read.found);
  return read;
}

/// Each ignore as `rules|what it covers`, a line each; then each defect's message.
std::string shown(Reader reader, const std::string& text) {
  const Read all = read(reader, text);
  std::string out;
  for (const Suppression& suppression : all.found.all) {
    for (const SuppressedRule& rule : suppression.rules) {
      EXPECT_EQ(all.sources.text(rule.where), rule.name);
      out += rule.name + " ";
    }
    std::string covered(all.sources.text(suppression.scope));
    if (covered == text) covered = "ALL";
    std::ranges::replace(covered, '\n', '~');
    out += fmt::format("|{}\n", covered);
  }
  for (const Defect& defect : all.found.defects) {
    EXPECT_EQ(defect.kind, DefectKind::suppression_malformed);
    out += "! " + defect.diagnostic.message + "\n";
  }
  return out;
}

void read_xml_comments(const Sources& sources, SourceId id, Suppressions& found) {
  Defects defects;
  read_xml_suppressions(sources, id, read_xml(sources, id, Roots::one, defects), found);
}

std::string xml(const std::string& text) { return shown(read_xml_comments, text); }
std::string list(const std::string& text) { return shown(read_list_suppressions, text); }
std::string text(const std::string& text) { return shown(read_text_suppressions, text); }

TEST(XmlSuppressions, CoverTheNextElement) {
  EXPECT_EQ(xml("<R>\n<!-- ampslint-ignore a: r -->\n<B>1<C/></B>\n<D/></R>"), "a |<B>1<C/></B>\n");
  EXPECT_EQ(xml("<R>\n<!-- ampslint-ignore a: r -->\n\n<!-- other -->\n<B x='>'/>\n</R>"),
            "a |<B x='>'/>\n");
  EXPECT_EQ(xml("<R>\n<!-- ampslint-ignore a: r --><B/><C/>\n</R>"), "a |<B/>\n");
  // The first in an element, and the last: the next start tag there is.
  EXPECT_EQ(xml("<R> <!-- ampslint-ignore a: r -->\n<B>1</B></R>"), "a |<B>1</B>\n");
  EXPECT_EQ(xml("<R><B>\n<!-- ampslint-ignore a: r -->\n</B>\n<C/></R>"), "a |<C/>\n");
  EXPECT_EQ(xml("<R><B/>\n<!-- ampslint-ignore a: r -->\n</R>"), "a |\n");
  // Several, one below the other.
  EXPECT_EQ(xml("<R>\n<!-- ampslint-ignore a: r -->\n<!-- ampslint-ignore b: r -->\n<B/></R>"),
            "a |<B/>\nb |<B/>\n");
}

TEST(XmlSuppressions, CoverWhatEndsOnTheirLine) {
  EXPECT_EQ(xml("<R>\n<B>1</B> <!-- ampslint-ignore a: r -->\n<C/></R>"), "a |<B>1</B> \n");
  EXPECT_EQ(xml("<R>\n<B>1</B><C/><!-- ampslint-ignore a: r -->\n<D/></R>"), "a |<B>1</B><C/>\n");
  EXPECT_EQ(xml("<R>\n<B>\n<C/>\n</B><!-- ampslint-ignore a: r -->\n<D/></R>"),
            "a |<B>~<C/>~</B>\n");
  EXPECT_EQ(xml("<R>\n<B/> <!-- ampslint-ignore a: r --> <!-- ampslint-ignore b:\nr -->\n<C/></R>"),
            "a |<B/> \nb |<B/> <!-- ampslint-ignore a: r --> \n");
  // With an element behind it on the line, it stands before that one.
  EXPECT_EQ(xml("<R>\n<B/> <!-- ampslint-ignore a: r --> <C/></R>"), "a |<C/>\n");
  EXPECT_EQ(xml("<R><B/></R> <!-- ampslint-ignore a: r -->"), "a |<R><B/></R> \n");
}

TEST(XmlSuppressions, CoverTheFile) {
  EXPECT_EQ(xml("<!-- ampslint-ignore a: r -->\n<R/>"), "a |ALL\n");
  EXPECT_EQ(xml("<?xml version='1.0'?><!DOCTYPE R [<!ENTITY e '>'>]>\n"
                "<!-- ampslint-ignore a: r --><R/>"),
            "a |ALL\n");
  EXPECT_EQ(xml("<R><B/>\n<!-- ampslint-ignore-file a, b-*: r -->\n<C/></R>"), "a b-* |ALL\n");
}

TEST(XmlSuppressions, CoverRanges) {
  EXPECT_EQ(xml("<R><!-- ampslint-ignore-begin a: r --><B/><!-- ampslint-ignore-end --></R>"),
            "a | --><B/><!-- \n");
  EXPECT_EQ(xml("<R><!--ampslint-ignore-begin a: r--><!--ampslint-ignore-begin b, c: r-->1"
                "<!--ampslint-ignore-end a-->2<!--ampslint-ignore-end c b: done--></R>"),
            "a |--><!--ampslint-ignore-begin b, c: r-->1<!--\n"
            "b c |-->1<!--ampslint-ignore-end a-->2<!--\n");
  EXPECT_EQ(xml("<R><!--ampslint-ignore-begin a: r--><!--ampslint-ignore-begin b: r-->1"
                "<!--ampslint-ignore-end-->2<!--ampslint-ignore-end--></R>"),
            "a |--><!--ampslint-ignore-begin b: r-->1<!--ampslint-ignore-end-->2<!--\n"
            "b |-->1<!--\n");
  EXPECT_EQ(xml("<R><!-- ampslint-ignore-begin a: r --><!-- ampslint-ignore-end b --></R>"),
            "! no range of 'b' is open here\n"
            "! the range is never closed; expected 'ampslint-ignore-end' after it\n");
}

TEST(XmlSuppressions, AreCommentsAndNothingElse) {
  const std::string words = "<!-- ampslint-ignore a: r -->";
  EXPECT_EQ(xml("<R><![CDATA[" + words + "]]></R>"), "");
  EXPECT_EQ(xml("<R b=\"" + words + "\" c='" + words + "'><B/></R>"), "");
  EXPECT_EQ(xml("<?pi " + words + "?><R/>"), "");
  EXPECT_EQ(xml("<!DOCTYPE R [<!ENTITY e \"" + words + "\"><!-- > --> <?x >?>]><R/>"), "");
  EXPECT_EQ(xml("<R>ampslint-ignore a: r</R>"), "");
  EXPECT_EQ(xml("<R><!-- see ampslint-ignore a: r --><!-- ampslint-ignored a: r --></R>"), "");
}

TEST(XmlSuppressions, AreReadInBrokenFiles) {
  EXPECT_EQ(xml("<R><!-- ampslint-ignore a: r --><B>"), "a |<B>\n");
  EXPECT_EQ(xml("</R></R><!-- ampslint-ignore a: r --><B x='1><C/>"), "a |ALL\n");
  EXPECT_EQ(xml("<R><B x='1><C/>\n<!-- ampslint-ignore a: r -->\n<D/>"), "a |<D/>\n");
  EXPECT_EQ(xml("<R><!-- ampslint-ignore a: r"), "");
  EXPECT_EQ(xml("<!-- ampslint-ignore a: r --> <"), "a |ALL\n");
  EXPECT_EQ(xml("<!DOCTYPE <!-- ampslint-ignore a: r -->"), "");
  EXPECT_EQ(xml("<R <!-- ampslint-ignore a: r --> <B/>"), "a |<B/>\n");
  EXPECT_EQ(xml("<R><!-->ampslint-ignore a: r<B/>"), "");
}

TEST(ListSuppressions, CoverTheStringOnTheirLineOrTheNext) {
  EXPECT_EQ(list("tcp://a  # ampslint-ignore x: r\ntcp://b\n"), "x |tcp://a\n");
  EXPECT_EQ(list("tcp://a\t# ampslint-ignore x, y: r\r\ntcp://b\r\n"), "x y |tcp://a\n");
  EXPECT_EQ(list("tcp://a\n# ampslint-ignore x: r\n\n# other\n#ampslint-ignore y: r\ntcp://b"),
            "x |tcp://b\ny |tcp://b\n");
  EXPECT_EQ(list("# ampslint-ignore x: r\ntcp://a # ampslint-ignore y: r\ntcp://b"),
            "x |tcp://a\ny |tcp://a\n");
  EXPECT_EQ(list("  # ampslint-ignore x: r\ntcp://a"), "x |tcp://a\n");
  EXPECT_EQ(list("tcp://a\n# ampslint-ignore x: r"), "x |\n");
  EXPECT_EQ(list("# ampslint-ignore-file x: r\ntcp://a"), "x |ALL\n");
  EXPECT_EQ(list("# ampslint-ignore-begin x: r\nt\n# ampslint-ignore-end\nu"), "x |~t~# \n");
  EXPECT_EQ(list("tcp://a # ampslint-ignore: r"),
            "! does not name a rule; expected "
            "'ampslint-ignore RULE: reason'\n");
}

TEST(ListSuppressions, CutTheString) {
  const auto cut = [](std::string_view line) { return line.substr(0, string_end(line)); };
  EXPECT_EQ(cut("tcp://a # ampslint-ignore x: r"), "tcp://a");
  EXPECT_EQ(cut("tcp://a \t # ampslint-ignore\tx: r"), "tcp://a");
  EXPECT_EQ(cut("tcp://a # ampslint-ignore"), "tcp://a");
  EXPECT_EQ(cut("a b # ampslint-ignorex # ampslint-ignore x"), "a b # ampslint-ignorex");
  EXPECT_EQ(cut(" # ampslint-ignore x"), "");
  for (const std::string_view whole :
       {"tcp://a# ampslint-ignore x: r", "tcp://a #ampslint-ignore x: r", "tcp://a # comment",
        "tcp://u:p#x@a", "tcp://a # ampslint-ignore-file x: r", "tcp://a ", " ", ""}) {
    EXPECT_EQ(cut(whole), whole);
  }
}

TEST(ListSuppressions, LeaveTheStrings) {
  const TemporaryFolder folder;
  const std::string path = folder.write(
      "list",
      "# ampslint-ignore x: r\ntcp://a  # ampslint-ignore y: r\n # ampslint-ignore z: r\nb");
  Sources sources;
  const Result<StringList> list = read_strings(disk(), path, sources);
  ASSERT_TRUE(list.has_value());
  ASSERT_EQ(list->strings.size(), 2U);
  EXPECT_EQ(sources.text(list->strings[0]), "tcp://a");
  EXPECT_EQ(sources.text(list->strings[1]), "b");
}

TEST(TextSuppressions, CoverTheirLineOrTheNext) {
  EXPECT_EQ(text("u = 'tcp://a'  # ampslint-ignore x: r\nv\n"), "x |u = 'tcp://a'  # \n");
  EXPECT_EQ(text("// ampslint-ignore x: r\nu = \"tcp://a\";\nv"), "x |u = \"tcp://a\";\n");
  EXPECT_EQ(text("  /* ampslint-ignore x: r */\n  -- ampslint-ignore y: r\nu\nv"), "x |u\ny |u\n");
  EXPECT_EQ(text("<!-- ampslint-ignore x: r -->\nu"), "x |u\n");
  EXPECT_EQ(text("/**\n * ampslint-ignore x: r\n */\nu"), "x | */\n");
  EXPECT_EQ(text("; ampslint-ignore-file x: r\nu"), "x |ALL\n");
  EXPECT_EQ(text("# ampslint-ignore-begin x: r\nt\n# ampslint-ignore-end\nu"), "x |~t~# \n");
}

TEST(TextSuppressions, StandInComments) {
  EXPECT_EQ(text("Write `ampslint-ignore RULE: reason` above it."), "");
  EXPECT_EQ(text("tcp://ampslint-ignore x: r"), "");
  EXPECT_EQ(text("ampslint-ignore x: r\nmy#ampslint-ignored x: r"), "");
}

TEST(TextSuppressions, LeaveOutWhatEndsAComment) {
  for (const std::string ends : {"", " ", " */", "*/", " -->", " #}", " */}", " %"}) {
    const Read all = read(read_text_suppressions, "# ampslint-ignore x: a reason" + ends);
    ASSERT_EQ(all.found.all.size(), 1U) << ends;
    EXPECT_EQ(all.found.all[0].reason, "a reason") << ends;
  }
}

struct Words {
  std::string words;
  std::string reason;
  std::string until;
};

TEST(Suppressions, HaveAReasonAndADay) {
  const Words table[] = {
      {"a: why", "why", ""},
      {"a:why: so", "why: so", ""},
      {"a, b ,c:\n  why \t\n not ", "why not", ""},
      {"a", "", ""},
      {"a:", "", ""},
      {"a: \n", "", ""},
      {"a until=2027-01-31: why", "why", "2027-01-31"},
      {"until=2027-01-31 a: why", "why", "2027-01-31"},
      {"a: until=2027-01-31 why", "why", "2027-01-31"},
      {"a:until=2028-02-29, why", "why", "2028-02-29"},
      {"a: until=2027-01-31", "", "2027-01-31"},
      {"a: until the move", "until the move", ""},
  };
  for (const Words& row : table) {
    const Read all = read(read_xml_comments, "<R><!-- ampslint-ignore " + row.words + "--></R>");
    ASSERT_EQ(all.found.all.size(), 1U) << row.words;
    const Suppression& suppression = all.found.all[0];
    EXPECT_EQ(suppression.reason, row.reason) << row.words;
    EXPECT_EQ(suppression.until ? format_day(*suppression.until) : "", row.until) << row.words;
  }
}

TEST(Suppressions, AreReportedWhereTheyCannotBeRead) {
  const std::pair<std::string, std::string> table[] = {
      {"ampslint-ignore", "does not name a rule; expected 'ampslint-ignore RULE: reason'"},
      {"ampslint-ignore : why", "does not name a rule; expected 'ampslint-ignore RULE: reason'"},
      {"ampslint-ignore until=2027-01-31: why",
       "does not name a rule; expected 'ampslint-ignore RULE: reason'"},
      {"ampslint-ignore-line a: r",
       "'ampslint-ignore-line' is unknown; expected one of ampslint-ignore, "
       "ampslint-ignore-file, "
       "ampslint-ignore-begin, ampslint-ignore-end"},
      {"ampslint-ignore a until=tomorrow: r",
       "'tomorrow' is not a date; expected 'until=YYYY-MM-DD'"},
      {"ampslint-ignore a: until=2027-02-29 r",
       "'2027-02-29' is not a date; expected 'until=YYYY-MM-DD'"},
      {"ampslint-ignore a: until=2027-1-31 r",
       "'2027-1-31' is not a date; expected 'until=YYYY-MM-DD'"},
      {"ampslint-ignore a: until= r", "'' is not a date; expected 'until=YYYY-MM-DD'"},
      {"ampslint-ignore-end", "no range is open here"},
  };
  for (const auto& [words, message] : table) {
    EXPECT_EQ(xml("<R><!-- " + words + " --></R>"), "! " + message + "\n") << words;
  }
}

TEST(Suppressions, AreLimited) {
  std::string rules;
  for (std::size_t i = 0; i <= limits::suppressed_rules; ++i) rules += fmt::format("r{} ", i);
  EXPECT_EQ(xml("<R><!-- ampslint-ignore " + rules + ": r --></R>"),
            "! names more than 32 rules; a family is written as in 'uri-*'\n");
  std::string ranges;
  for (std::size_t i = 0; i <= limits::suppression_ranges; ++i)
    ranges += "# ampslint-ignore-begin a: r\n";
  EXPECT_TRUE(list(ranges).starts_with("! ranges nest deeper than 64\n"));
  std::string many;
  for (std::size_t i = 0; i < limits::suppressions + 2; ++i) many += "t # ampslint-ignore a: r\n";
  const Read all = read(read_list_suppressions, many);
  EXPECT_EQ(all.found.all.size(), limits::suppressions);
  EXPECT_EQ(all.found.defects.size(), 1U);
}

TEST(Days, AreThoseOfTheCalendar) {
  for (const std::string_view day : {"2027-01-31", "2028-02-29", "1970-01-01", "9999-12-31"}) {
    ASSERT_TRUE(parse_day(day).has_value()) << day;
    EXPECT_EQ(format_day(*parse_day(day)), day);
  }
  for (const std::string_view day :
       {"", "2027", "2027-13-01", "2027-00-01", "2027-01-00", "2027-02-29", "2027/01/31",
        "27-01-31", "2027-01-3x", "2027-01-311", "+027-01-31", "-027-01-31", "2027--1-31"}) {
    EXPECT_FALSE(parse_day(day).has_value()) << day;
  }
}

}  // namespace
}  // namespace ampslint::testing
