#include "load/xml/reader.hpp"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.hpp"

namespace ampslint {
namespace {

using namespace std::string_view_literals;
using Lines = std::vector<std::string>;

struct Reported {
  XmlNotes result;
  Defects defects;
};

Reported check(std::string_view text, Roots roots = Roots::one) {
  Sources sources;
  const SourceId id = sources.add("config.xml", std::string(text));
  Reported reported;
  reported.result = read_xml(sources, id, roots, reported.defects);
  return reported;
}

std::string line(Span where, std::string_view message) {
  return fmt::format("{}-{} {}", where.begin, where.end, message);
}

/// Every defect and note as "begin-end message", and at last whether a tree may be built.
Lines lines(const Reported& reported) {
  Lines out;
  for (const Defect& defect : reported.defects) {
    out.push_back(line(defect.diagnostic.where, defect.diagnostic.message));
    for (const Note& note : defect.diagnostic.notes) {
      out.push_back("note " + line(note.where, note.message));
    }
  }
  if (!reported.result.readable) out.emplace_back("not readable");
  return out;
}

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

TEST(WellFormed, ReportsWhatIsBroken) {
  struct Case {
    std::string_view text;
    Lines expected;
  };
  const std::vector<Case> cases{
      // Characters
      {"<a>\x01</a>", {"3-4 character U+0001, which XML forbids"}},
      {"<a>\x00"
       "b\x0c</a>"sv,
       {"3-4 character U+0000, which XML forbids", "5-6 character U+000C, which XML forbids",
        "not readable"}},
      {"<a\x01/>", {"2-3 character U+0001, which XML forbids", "not readable"}},
      {"<a>\xef\xbf\xbe</a>", {"3-6 character U+FFFE, which XML forbids"}},
      {"<a/>\x1a", {"4-5 character U+001A, which XML forbids"}},
      {"<a>\xe9t\xe9</a>", {R"(3-4 not UTF-8: '\xe9')", "not readable"}},
      {"<a>\xc0\x80</a>", {R"(3-5 not UTF-8: '\xc0\x80')", "not readable"}},
      {"<a>\xed\xa0\x80</a>", {R"(3-6 not UTF-8: '\xed\xa0\x80')", "not readable"}},
      {"<a>\xf4\x90\x80\x80</a>", {R"(3-7 not UTF-8: '\xf4\x90\x80\x80')", "not readable"}},
      {"<a>\xe2\x82</a>", {R"(3-5 not UTF-8: '\xe2\x82')", "not readable"}},
      {"<a>\x80</a>", {R"(3-4 not UTF-8: '\x80')", "not readable"}},
      {"<a/>\xf0\x9f\x98", {R"(4-7 not UTF-8: '\xf0\x9f\x98')", "not readable"}},
      {"\xff\xfe<\x00"
       "a\x00/\x00>\x00"sv,
       {"0-2 not UTF-8 (looks like UTF-16)", "not readable"}},
      {"\x00<\x00"
       "a\x00/\x00>"sv,
       {"0-2 not UTF-8 (looks like UTF-16)", "not readable"}},
      {"<\x00\x00\x00"
       "a\x00\x00\x00"sv,
       {"0-4 not UTF-8 (looks like UTF-32)", "not readable"}},
      {"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>caf\xe9</a>",
       {R"(49-50 not UTF-8: '\xe9'; the file declares encoding 'ISO-8859-1')",
        "note 30-40 declared here", "not readable"}},
      // Declaration
      {R"( <?xml version="1.0"?><a/>)",
       {"1-6 XML declaration inside the file; expected at its very start"}},
      {R"(<?XML version="1.0"?><a/>)", {"2-5 'XML' cannot name a processing instruction"}},
      {"<?xml?><a/>", {R"(0-5 XML declaration without a version; expected 'version="1.0"' first)"}},
      {R"(<?xml encoding="UTF-8"?><a/>)",
       {R"(0-5 XML declaration without a version; expected 'version="1.0"' first)"}},
      {R"(<?xml version="2.0"?><a/>)", {"15-18 '2.0' is not a version of XML; expected '1.0'"}},
      {R"(<?xml version="1.0" standalone="yes" encoding="UTF-8"?><a/>)",
       {"37-45 'encoding' is out of place in the XML declaration; expected 'version', 'encoding', "
        "'standalone', in this order"}},
      {R"(<?xml version="1.0" foo="x"?><a/>)",
       {"20-23 'foo' is out of place in the XML declaration; expected 'version', 'encoding', "
        "'standalone', in this order"}},
      {R"(<?xml version="1.0" standalone="maybe"?><a/>)",
       {"32-37 standalone is 'maybe'; expected 'yes' or 'no'"}},
      {R"(<?xml version="1.0" encoding="UTF 8"?><a/>)",
       {"30-35 'UTF 8' is not the name of an encoding; expected 'UTF-8'"}},
      {R"(<?xml version="1.0" encoding="UTF-16"?><a/>)",
       {"30-36 the file is not in 'UTF-16'; expected 'UTF-8'"}},
      {R"(<?xml version="1.0"encoding="UTF-8"?><a/>)", {"19-27 no white space before 'encoding'"}},
      {"<?xml version=1.0?><a/>",
       {"14-18 value of attribute 'version' is not in quotes", "not readable"}},
      {R"(<?xml version="1.0?><a/>)",
       {"14-15 value of attribute 'version' has no closing quote", "not readable"}},
      {"<?xml version=\"1.0\">\n<a/>",
       {"0-5 XML declaration is never closed; expected '?>'", "not readable"}},
      {"<?xml", {"0-5 XML declaration is never closed; expected '?>'", "not readable"}},
      // Instructions and comments
      {"<? p?><a/>", {"0-2 processing instruction without a name", "not readable"}},
      {"<?p+?><a/>", {"3-4 '+' in the name of a processing instruction"}},
      {"<a><?p</a>", {"3-6 processing instruction is never closed; expected '?>'", "not readable"}},
      {"<a><!-- b -- c --></a>", {"10-12 '--' inside a comment; AMPS rejects the file"}},
      {"<a><!-- b ---></a>", {"10-14 '--->' at the end of a comment; expected '-->'"}},
      {"<a><!-- b <!-- c --> --></a>", {"10-14 '<!--' inside a comment; AMPS rejects the file"}},
      {"<a><!-- b</a>", {"3-7 comment is never closed; expected '-->'", "not readable"}},
      {"<a><!---></a>", {"3-7 comment is never closed; expected '-->'", "not readable"}},
      {"<a><!- b --></a>",
       {"3-6 unknown markup '<!-'; expected '<!--', '<![CDATA[' or '<!DOCTYPE'", "not readable"}},
      // Cdata and text
      {"<a><![CDATA[b</a>", {"3-12 CDATA is never closed; expected ']]>'", "not readable"}},
      {"<a><![cdata[b</a>",
       {"3-11 unknown markup '<![cdata'; expected '<!--', '<![CDATA[' or '<!DOCTYPE'",
        "not readable"}},
      {"<a>b]]>c</a>", {"4-7 ']]>' in text; write ']]&gt;'"}},
      {"b<a/>", {"0-1 text outside the root element"}},
      {"<a/> b c ", {"5-8 text outside the root element"}},
      {"<a/>&amp;", {"4-9 text outside the root element"}},
      {"<a/><![CDATA[b]]>", {"4-13 CDATA outside the root element"}},
      {"<!doctype a><a/>",
       {"0-9 unknown markup '<!doctype'; expected '<!--', '<![CDATA[' or '<!DOCTYPE'",
        "not readable"}},
      // Roots
      {"", {"0-0 the file is empty", "not readable"}},
      {"  \n", {"0-0 the file is empty", "not readable"}},
      {"<!-- a -->", {"10-10 no root element", "not readable"}},
      {"a", {"0-1 text outside the root element", "1-1 no root element", "not readable"}},
      {"<a/><b/>",
       {"5-6 a second root element 'b'; expected one", "note 1-2 the first one is here"}},
      {"<a/><b></c>",
       {"5-6 a second root element 'b'; expected one", "note 1-2 the first one is here",
        "9-10 '</c>' where '</b>' was expected", "note 5-6 'b' opened here", "not readable"}},
      // Names
      {"< a/>", {"0-1 '<' without a name; write '&lt;' for a literal '<'", "not readable"}},
      {"<1a/>", {"1-2 '1' cannot begin a name; write '&lt;' for a literal '<'", "not readable"}},
      {"<a$b></a$b>", {"2-3 '$' in the name 'a$b'", "not readable"}},
      {"<\xc2\xb7/>",
       {"1-3 '·' cannot begin a name; write '&lt;' for a literal '<'", "not readable"}},
      {"<a>1 < 2</a>", {"5-6 '<' without a name; write '&lt;' for a literal '<'", "not readable"}},
      {"<a><>b</a>", {"3-4 '<' without a name; write '&lt;' for a literal '<'", "not readable"}},
      {"<a:\xc3\x97/>", {"3-5 '×' in the name 'a:×'", "not readable"}},
      // Attributes
      {"<a b/>", {"3-4 attribute 'b' has no value; expected '='", "not readable"}},
      {R"(<a b="1"c="2"/>)", {"8-9 no white space before attribute 'c'", "not readable"}},
      {"<a b=1/>", {"5-6 value of attribute 'b' is not in quotes", "not readable"}},
      {"<a b= />", {"3-4 value of attribute 'b' is missing", "not readable"}},
      {R"(<a b="1/>)", {"5-6 value of attribute 'b' has no closing quote", "not readable"}},
      {R"(<a b='1"/>)", {"5-6 value of attribute 'b' has no closing quote", "not readable"}},
      {"<a>\n<b c=\"1>d</b>\n<e f=\"2\"/></a>",
       {"9-10 value of attribute 'c' has no closing quote", "not readable"}},
      {R"(<a b="1<2"/>)", {"7-8 '<' in the value of attribute 'b'; write '&lt;'"}},
      {R"(<a b="1" c="2" b="3" b="4"/>)",
       {"15-16 attribute 'b' is set twice", "note 3-4 first set here",
        "21-22 attribute 'b' is set twice", "note 3-4 first set here"}},
      {R"(<a "b"/>)", {R"(3-4 '"' inside a tag; expected an attribute or '>')", "not readable"}},
      {"<a &b/>", {"3-4 '&' inside a tag; expected an attribute or '>'", "not readable"}},
      {R"(<a b="&"/>)", {"6-7 '&' does not begin a reference; write '&amp;' for a literal '&'"}},
      {R"(<a b="&c;"/>)", {"6-9 entity 'c' is not declared"}},
      {R"(<a b="&c"/>)", {"6-8 reference without ';'; write '&amp;' for a literal '&'"}},
      // Tags
      {"<a", {"0-2 tag '<a' is not closed; expected '>'", "not readable"}},
      {R"(<a b="1")", {"0-2 tag '<a' is not closed; expected '>'", "not readable"}},
      {"<a/", {"2-3 '/' inside a tag; expected '/>'", "not readable"}},
      {R"(<a / b="1">c</a>)", {"3-4 '/' inside a tag; expected '/>'", "not readable"}},
      {"<a></a", {"3-6 tag '</a' is not closed; expected '>'", "not readable"}},
      {R"(<a></a b="1">)", {"7-8 'b' inside the end tag '</a'; expected '>'", "not readable"}},
      {"<a></>", {"3-5 '</' without a name; expected '</a>'", "not readable"}},
      {"<a></1>", {"5-6 '1' cannot begin a name; expected '</a>'", "not readable"}},
      {"<a></b>",
       {"5-6 '</b>' where '</a>' was expected", "note 1-2 'a' opened here", "not readable"}},
      {"<a><b></a>",
       {"8-9 '</a>' where '</b>' was expected", "note 4-5 'b' opened here", "not readable"}},
      {"<a><B>c</b><B>d</B></a>",
       {"9-10 '</b>' where '</B>' was expected", "note 4-5 'B' opened here", "not readable"}},
      {"<a><b/></c></a>",
       {"9-10 '</c>' where '</a>' was expected", "note 1-2 'a' opened here", "not readable"}},
      {"<a><b><c></a>",
       {"11-12 '</a>' where '</c>' was expected", "note 7-8 'c' opened here", "not readable"}},
      {"</a>", {"2-3 '</a>' closes nothing that is open", "not readable"}},
      {"<a></a></a>", {"9-10 '</a>' closes nothing that is open", "not readable"}},
      {R"(<a><b c="1">)", {"4-5 element 'b' is never closed; expected '</b>'", "not readable"}},
      {"<r><Name foo</Name><x/></r>",
       {"9-12 attribute 'foo' has no value; expected '='", "not readable"}},
      {"<r><Filter>/x <y</Filter></r>",
       {"14-16 tag '<y' is not closed; expected '>'", "note 16-17 expected '>' before this",
        "not readable"}},
      // References
      {"<a>b & c</a>", {"5-6 '&' does not begin a reference; write '&amp;' for a literal '&'"}},
      {"<a>b &</a>", {"5-6 '&' does not begin a reference; write '&amp;' for a literal '&'"}},
      {"<a>tcp://u:p&w@h</a>", {"12-14 reference without ';'; write '&amp;' for a literal '&'"}},
      {"<a>&amp</a>", {"3-7 reference without ';'"}},
      {"<a>&apm;</a>", {"3-8 entity 'apm' is not declared; did you mean 'amp'?"}},
      {"<a>&AMP;</a>", {"3-8 entity 'AMP' is not declared; did you mean 'amp'?"}},
      {"<a>&nbsp;</a>", {"3-9 entity 'nbsp' is not declared"}},
      {"<a>&#;</a>", {"3-5 character reference without digits; expected a form such as '&#38;'"}},
      {"<a>&#x;</a>", {"3-6 character reference without digits; expected a form such as '&#38;'"}},
      {"<a>&#X41;</a>",
       {"3-5 character reference without digits; expected a form such as '&#38;'"}},
      {"<a>&#0;</a>", {"3-7 '&#0;' is a character that XML forbids"}},
      {"<a>&#x1F;</a>", {"3-9 '&#x1F;' is a character that XML forbids"}},
      {"<a>&#xD800;</a>", {"3-11 '&#xD800;' is a character that XML forbids"}},
      {"<a>&#1114112;</a>", {"3-13 '&#1114112;' is a character that XML forbids"}},
      {"<a>&#99999999999999999999;</a>",
       {"3-26 '&#99999999999999999999;' is a character that XML forbids"}},
      {"<a>&#65</a>", {"3-7 reference without ';'"}},
      // Entities
      {R"(<!DOCTYPE r [<!ENTITY a "&b;">]><r>&a;&a;</r>)", {"25-28 entity 'b' is not declared"}},
      {R"(<!DOCTYPE r [<!ENTITY a "&a;">]><r/>)", {"25-28 entity refers to itself: 'a' -> 'a'"}},
      {R"(<!DOCTYPE r [<!ENTITY a "&b;"><!ENTITY b "&c;"><!ENTITY c "&b;">]><r/>)",
       {"42-45 entity refers to itself: 'b' -> 'c' -> 'b'"}},
      {R"(<!DOCTYPE r [<!ENTITY a "&b;"><!ENTITY b "&lt;<c/>">]><r c="&a;"/>)",
       {"60-63 entity 'a' contains '<', so it cannot be used in an attribute value",
        "note 25-28 declared here"}},
      {R"(<!DOCTYPE r [<!ENTITY a "&#60;">]><r c="&a;"/>)",
       {"40-43 entity 'a' contains '<', so it cannot be used in an attribute value",
        "note 25-30 declared here"}},
      {R"(<!DOCTYPE r [<!ENTITY a SYSTEM "x">]><r c="&a;"/>)",
       {"43-46 entity 'a' is outside the file, so it cannot be used in an attribute value",
        "note 24-34 declared here"}},
      {R"(<!DOCTYPE r [<!ENTITY a "b & c">]><r/>)",
       {"27-28 '&' does not begin a reference; write '&amp;' for a literal '&'"}},
      {R"(<!DOCTYPE r [<!ENTITY a "&#38;b">]><r>&a;</r>)", {"25-31 reference without ';'"}},
      {R"(<!DOCTYPE r [<!ENTITY a "5%">]><r/>)",
       {"26-27 '%' in the value of an entity; write '&#37;' for a literal '%'"}},
      {R"(<!DOCTYPE r [<!ENTITY a "&#1;">]><r/>)",
       {"25-29 '&#1;' is a character that XML forbids"}},
      {R"(<?xml version="1.0" standalone="yes"?><!DOCTYPE r SYSTEM "x"><r>&u;</r>)",
       {"64-67 entity 'u' is not declared"}},
      // Doctype
      {"<!DOCTYPE r><!DOCTYPE r><r/>", {"12-21 a second DOCTYPE", "not readable"}},
      {"<r/><!DOCTYPE r>",
       {"4-13 DOCTYPE after the start of the root element; expected before it", "not readable"}},
      {"<r><!DOCTYPE r></r>",
       {"3-12 DOCTYPE after the start of the root element; expected before it", "not readable"}},
      {"<!DOCTYPE><r/>", {"9-10 '>' in the DOCTYPE; expected white space", "not readable"}},
      {"<!DOCTYPE r SYSTEM><r/>",
       {"18-19 '>' in the DOCTYPE; expected white space", "not readable"}},
      {R"(<!DOCTYPE r FOO "x"><r/>)",
       {"12-13 'F' in the DOCTYPE; expected 'SYSTEM' or 'PUBLIC'", "not readable"}},
      {"<!DOCTYPE r [", {"0-9 DOCTYPE is never closed; expected '>'", "not readable"}},
      {R"(<!DOCTYPE r [<!ENTITY a "x>]><r/>)",
       {"0-9 DOCTYPE is never closed; expected '>'", "not readable"}},
      {"<!DOCTYPE r [<!ENTITY a x>]><r/>",
       {"24-25 'x' in the DOCTYPE; expected 'SYSTEM' or 'PUBLIC'", "not readable"}},
      {R"(<!DOCTYPE r [<!ENTITY 1 "x">]><r/>)",
       {"22-23 '1' in the DOCTYPE; expected a name", "not readable"}},
      {R"(<!DOCTYPE r [<!ENTITY a"x">]><r/>)",
       {R"(23-24 '"' in the DOCTYPE; expected white space)", "not readable"}},
      {R"(<!DOCTYPE r [<!ENTITY a "x" y>]><r/>)",
       {"28-29 'y' in the DOCTYPE; expected '>'", "not readable"}},
      {R"(<!DOCTYPE r [<!ENTITY a PUBLIC "x">]><r/>)",
       {"34-35 '>' in the DOCTYPE; expected white space", "not readable"}},
      {"<!DOCTYPE r [<!FOO>]><r/>",
       {"13-14 '<' in the DOCTYPE; expected a declaration or ']'", "not readable"}},
      {"<!DOCTYPE r [x]><r/>",
       {"13-14 'x' in the DOCTYPE; expected a declaration or ']'", "not readable"}},
      {"<!DOCTYPE r [%a]><r/>", {"15-16 ']' in the DOCTYPE; expected ';'", "not readable"}},
      {"<!DOCTYPE r [<!ELEMENT a %b;>]><r/>",
       {"25-26 '%' in the DOCTYPE; expected '>'", "not readable"}},
      {"<!DOCTYPE r [<!-- a -- b -->]><r/>",
       {"20-22 '--' inside a comment; AMPS rejects the file"}},
      {R"(<!DOCTYPE r [<?xml version="1.0"?>]><r/>)",
       {"13-18 XML declaration inside the file; expected at its very start"}},
  };
  for (const Case& broken : cases)
    EXPECT_EQ(lines(check(broken.text)), broken.expected) << broken.text;
}

TEST(WellFormed, AcceptsWhatXmlAllows) {
  const std::vector<std::string_view> cases{
      "<a/>",
      "<a />\n",
      "<a></a >",
      "\xEF\xBB\xBF<a/>",
      "<a>\r\n<b>c</b>\r\n</a>\r\n",
      "<?xml version='1.0'?><a/>",
      "<?xml version = '1.1'\n encoding='US-ASCII' standalone='no' ?>\n<a/>",
      "<?xml version='1.0' encoding='ISO-8859-1'?><a/>",
      "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xC3\xA9</a>",
      "<?xml-stylesheet href='a'?><a/>",
      "<?p?><a><?p b?c?></a><?p?>",
      "<!-- a --><a><!----><!-- - > & < ]]> --></a><!-- b -->",
      "<a><![CDATA[ <b> & ]] > \x7f ]]]]></a>",
      R"(<a>]] ]> > "'</a>)",
      "<a b='1>2' c=\"]]>'\" d = '\"\n\t'/>",
      "<a b='&lt;&amp;&gt;&quot;&apos;&#9;&#x10FFFF;'>&#65;&#x1f600;</a>",
      "<_a:b.c-d:e/>",
      "<\xC3\xA9\xC2\xB7 \xE3\x81\x82=''/>",
      "<\xF0\x90\x80\x80>\xF0\x9F\x98\x80 \xEF\xBF\xBD\xC2\x85</\xF0\x90\x80\x80>",
      "<!DOCTYPE a><a/>",
      "<!-- a --><!DOCTYPE a [ ] ><?p?><a/>",
      R"(<!DOCTYPE a PUBLIC "b" 'c'><a b='&d;'>&d;</a>)",
      "<!DOCTYPE a SYSTEM 'b' [<!ENTITY c '1'>]><a>&c;</a>",
      "<!DOCTYPE a [<!ENTITY % b SYSTEM 'c'> %b;]><a>&d;</a>",
      R"(<!DOCTYPE a [<!ELEMENT a (b|c)*><!ATTLIST a b CDATA '>]'><!NOTATION n SYSTEM "'>">]><a/>)",
      "<!DOCTYPE a [<!-- ]> --><?p ]> ?><!ENTITY b SYSTEM 'c' NDATA n>]><a/>",
      "<!DOCTYPE a [<!ENTITY b '&unused;'>]><a/>",
      "<!DOCTYPE a [<!ENTITY b '&c;&c;'><!ENTITY c 'x > y &lt;'>]><a d='&b;'>&b;</a>",
      "<!DOCTYPE a [<!ENTITY b '&#38;#60; &#38;lt;'>]><a d='&b;'>&b;</a>",
      "<!DOCTYPE a [<!ENTITY b '<c/>'>]><a>&b;</a>",
      "<!DOCTYPE a [<!ENTITY lt '&#38;#60;'>]><a>&lt;</a>",
  };
  for (const std::string_view text : cases) EXPECT_EQ(lines(check(text)), Lines{}) << text;
}

TEST(WellFormed, NamesTheKind) {
  const auto kind = [](std::string_view text, Roots roots = Roots::one) {
    return check(text, roots).defects.at(0).kind;
  };
  EXPECT_EQ(kind("<a>"), DefectKind::not_well_formed);
  EXPECT_EQ(kind("<a/><b/>"), DefectKind::not_well_formed);
  EXPECT_EQ(kind("<a/><b/>", Roots::several), DefectKind::include_roots);
  EXPECT_EQ(kind("\xFF\xFE<"), DefectKind::not_utf8);
  EXPECT_EQ(kind("<a>\xE9</a>"), DefectKind::not_utf8);
  EXPECT_EQ(kind("<a>\x01</a>"), DefectKind::not_well_formed);
  EXPECT_EQ(kind(repeated("<a>", 300)), DefectKind::too_deep);
}

TEST(WellFormed, ReportsOnceThatAnIncludedFileHasSeveralRoots) {
  const Reported reported = check("<a/><b/><!-- --><c/>", Roots::several);
  EXPECT_EQ(lines(reported),
            (Lines{"5-6 an included file with several root elements; AMPS does not document "
                   "whether it accepts that",
                   "note 1-2 the first one is here"}));
  EXPECT_EQ(reported.result.roots, 3U);
}

TEST(WellFormed, KeepsTheFirstDeclarationOfAnEntity) {
  const Reported reported = check(
      "<!DOCTYPE a [<!ENTITY b 'one'><!ENTITY b 'two'><!ENTITY c SYSTEM 'd'><!ENTITY % e 'f'>"
      "<!ENTITY amp '&#38;#38;'>]><a/>");
  EXPECT_EQ(lines(reported), Lines{});
  ASSERT_EQ(reported.result.entities.size(), 2U);
  EXPECT_EQ(reported.result.entities.at("b").value, (Range{25, 28}));
  EXPECT_TRUE(reported.result.entities.at("b").internal);
  EXPECT_FALSE(reported.result.entities.at("c").internal);
}

TEST(WellFormed, StopsAtTooDeepANesting) {
  EXPECT_EQ(lines(check(repeated("<a>", 256) + repeated("</a>", 256))), Lines{});
  EXPECT_EQ(lines(check(repeated("<a>", 1000000))),
            (Lines{"769-770 elements nest deeper than 256 levels", "not readable"}));
}

TEST(WellFormed, StopsAfterAHundredDefects) {
  EXPECT_EQ(check("<a>" + repeated("& ", 99) + "</a>").defects.size(), 99U);
  const Reported reported = check("<a>" + repeated("& ", 5000) + "</a>");
  ASSERT_EQ(reported.defects.size(), 100U);
  EXPECT_FALSE(reported.result.readable);
  EXPECT_EQ(reported.defects[98].diagnostic.message,
            "'&' does not begin a reference; write '&amp;' for a literal '&'");
  EXPECT_EQ(
      reported.defects[99].diagnostic.message,
      "'&' does not begin a reference; write '&amp;' for a literal '&'; the file has more than 99 "
      "errors, the rest is not checked");
}

TEST(WellFormed, ReportsInTheOrderOfTheText) {
  EXPECT_EQ(lines(check("<a>& \x01 &</a>")),
            (Lines{"3-4 '&' does not begin a reference; write '&amp;' for a literal '&'",
                   "5-6 character U+0001, which XML forbids",
                   "7-8 '&' does not begin a reference; write '&amp;' for a literal '&'"}));
}

TEST(WellFormed, AddsToTheDefectsOfOtherSources) {
  Sources sources;
  const SourceId first = sources.add("a.xml", "<a>");
  const SourceId second = sources.add("b.xml", "<b>");
  Defects defects;
  read_xml(sources, second, Roots::one, defects);
  read_xml(sources, first, Roots::one, defects);
  ASSERT_EQ(defects.size(), 2U);
  EXPECT_EQ(defects[0].diagnostic.where, (Span{second, 1, 2}));
  EXPECT_EQ(defects[1].diagnostic.where, (Span{first, 1, 2}));
}

TEST(WellFormed, CutsLongWords) {
  const Reported reported = check("<a></" + repeated("\xC3\xA9", 100) + ">");
  EXPECT_EQ(reported.defects.at(0).diagnostic.message,
            "'</" + repeated("\xC3\xA9", 30) + "...>' where '</a>' was expected");
}

/// A chain of entities as long as this would end the stack of anything that recurses.
TEST(WellFormed, FollowsLongChainsOfEntities) {
  std::string text = "<!DOCTYPE a [";
  constexpr int length = 100000;
  for (int i = 0; i < length; ++i) text += fmt::format("<!ENTITY e{} '&e{};'>", i, i + 1);
  EXPECT_EQ(lines(check(text + fmt::format("<!ENTITY e{} 'b'>]><a>&e0;</a>", length))), Lines{});
  const Reported reported = check(text + fmt::format("<!ENTITY e{} '&e0;'>]><a>&e0;</a>", length));
  ASSERT_EQ(reported.defects.size(), 1U);
  EXPECT_EQ(
      reported.defects[0].diagnostic.message,
      "entity refers to itself: 'e0' -> 'e1' -> 'e2' -> 'e3' -> 'e4' -> 'e5' -> 'e6' -> 'e7' -> "
      "... -> 'e0'");
}

TEST(WellFormed, TakesAnyBytes) {
  std::uint32_t seed = 1;
  const auto next = [&seed] { return seed = seed * 1664525U + 1013904223U, seed >> 16U; };
  const std::string_view pieces = "<>&;'\"=/!-?[]# %ax\n\x01\xC3\xA9";
  for (int i = 0; i < 20000; ++i) {
    std::string text = i % 3 == 0 ? "<!DOCTYPE a [" : (i % 3 == 1 ? "<?xml " : "<a>");
    for (std::uint32_t left = next() % 40; left > 0; --left) text += pieces[next() % pieces.size()];
    for (const Defect& defect : check(text).defects) {
      EXPECT_LE(defect.diagnostic.where.begin, defect.diagnostic.where.end) << text;
      EXPECT_LE(defect.diagnostic.where.end, text.size()) << text;
    }
  }
}

TEST(Utf8, DecodesEveryLength) {
  EXPECT_EQ(code_point_at("a", 0).value, U'a');
  EXPECT_EQ(code_point_at("a\xC3\xA9", 1).value, U'\u00E9');
  EXPECT_EQ(code_point_at("\xE2\x82\xAC", 0).value, U'\u20AC');
  EXPECT_EQ(code_point_at("\xF4\x8F\xBF\xBF", 0).value, U'\U0010FFFF');
  EXPECT_EQ(code_point_at("\xF4\x8F\xBF\xBF", 0).bytes, 4U);
  EXPECT_EQ(code_point_at("a", 1).bytes, 0U);
}

TEST(Utf8, FindsAWrongByteAtEveryPlaceOfAWord) {
  const std::string plain = repeated(" a\t\r\n~\x7f", 5);
  EXPECT_EQ(find_no_xml_char(plain, 0), plain.size());
  for (std::size_t at = 0; at < plain.size(); ++at) {
    for (const char wrong : {'\0', '\x08', '\x0B', '\x0E', '\x1F', '\x80', '\xFF'}) {
      std::string text = plain;
      text[at] = wrong;
      EXPECT_EQ(find_no_xml_char(text, 0), at);
      EXPECT_EQ(find_no_xml_char(text, at + 1), text.size());
    }
  }
}

}  // namespace
}  // namespace ampslint
