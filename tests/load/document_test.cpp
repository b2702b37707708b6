// From bytes to elements: includes, variables, entities, and the way back to what the author wrote.
#include "load/document.hpp"

#include <fmt/core.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <map>

#include "base/files.hpp"
#include "load/env_file.hpp"
#include "model/redactor.hpp"
#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

namespace fs = std::filesystem;

/// A folder of files, and what loading one of them gives.
class Load : public ::testing::Test {
 protected:
  Load() { in_ = std::make_unique<InFolder>(folder_.path()); }

  void write(const std::string& name, const std::string& text) { folder_.write(name, text); }

  const Document& load(const std::string& path = "amps.xml") {
    Result<Document> loaded = load_document(disk(), path, variables_, "5.3.5", sources_, arena_);
    EXPECT_TRUE(loaded.has_value()) << (loaded ? "" : loaded.error().what);
    document_ = loaded ? std::move(*loaded) : Document();
    return document_;
  }
  /// A configuration with this between the tags of its root.
  const Document& load_root(const std::string& inside) {
    write("amps.xml", "<AMPSConfig>" + inside + "</AMPSConfig>");
    return load();
  }

  std::string place(Span where) const {
    const Position at = sources_.position(where.source, where.begin);
    return fmt::format("{}:{}:{}", sources_[where.source].path, at.line, at.column);
  }
  /// Each defect as "file:line:column message", notes included.
  std::vector<std::string> reported() const {
    std::vector<std::string> lines;
    for (const Defect& defect : document_.defects) {
      lines.push_back(place(defect.diagnostic.where) + " " + defect.diagnostic.message);
      for (const Note& note : defect.diagnostic.notes) {
        lines.push_back("note " + place(note.where) + " " + note.message);
      }
    }
    return lines;
  }
  /// The elements below `element` as `Name=value{…}`.
  static std::string shape(const Element& element) {
    std::string text;
    for (const Element& child : element.children()) {
      if (!text.empty()) text += ' ';
      text += child.name().value;
      if (child.text()) text += fmt::format("={}", child.text().value);
      if (!child.children().empty()) text += "{" + shape(child) + "}";
      EXPECT_EQ(child.parent, &element);
    }
    return text;
  }
  std::string shape() const { return document_.root == nullptr ? "none" : shape(*document_.root); }
  bool enabled(DefectKind kind) const {
    return std::ranges::any_of(document_.defects, [kind](const auto& d) { return d.kind == kind; });
  }

  using Lines = std::vector<std::string>;
  TemporaryFolder folder_;
  std::unique_ptr<InFolder> in_;
  Variables variables_;
  Sources sources_;
  Arena arena_;
  Document document_;
};

TEST_F(Load, ReadsAPlainFile) {
  load_root("<Name> one </Name><Group/><Admin a='1' b=\"\"><InetAddr>8085</InetAddr></Admin>");
  EXPECT_EQ(shape(), "Name=one Group Admin{InetAddr=8085}");
  EXPECT_TRUE(reported().empty());
  const Element* admin = document_.root->child("Admin");
  EXPECT_EQ(admin->attributes()->name.value, "a");
  EXPECT_EQ(admin->attributes()->value.value, "1");
  EXPECT_EQ(admin->attributes()->next->value.value, "");
  EXPECT_EQ(place(admin->child("InetAddr")->text().where), "amps.xml:1:67");
}

TEST_F(Load, KnowsTheNameInTheEndTag) {
  write("amps.xml",
        "<AMPSConfig><A/><B></B><C >x</C ><D a='>'>x<!-- </D> --><E><![CDATA[</D>]]></E><?p </D>?>"
        "</D><F  /></AMPSConfig>");
  load();
  std::map<std::string_view, std::string> after;
  const auto note = [&](const Element& element) {
    const Span end = element.name().in_end_tag();
    after[element.name().value] =
        end.begin < end.end ? fmt::format("{}@{}", sources_.text(end), end.begin) : "";
  };
  note(*document_.root);
  for (const Element& child : document_.root->children()) note(child);
  note(*document_.root->child("D")->child("E"));
  const std::map<std::string_view, std::string> expected{{"AMPSConfig", "AMPSConfig@101"},
                                                         {"A", ""},
                                                         {"B", "B@21"},
                                                         {"C", "C@30"},
                                                         {"D", "D@91"},
                                                         {"E", "E@77"},
                                                         {"F", ""}};
  EXPECT_EQ(after, expected);
}

TEST_F(Load, IncludesRelativeToTheIncludingFile) {
  write("parts/ways.xml", "<Transports>\n  <Include>more/tcp.xml</Include>\n</Transports>");
  write("parts/more/tcp.xml", "<?xml version='1.0'?>\n<Transport>\n  <Name>a</Name>\n</Transport>");
  load_root("<Include>parts/ways.xml</Include><Name>one</Name>");
  EXPECT_EQ(shape(), "Transports{Transport{Name=a}} Name=one");
  EXPECT_TRUE(reported().empty());
  const Span name =
      document_.root->child("Transports")->child("Transport")->child("Name")->text().where;
  EXPECT_EQ(place(name), "parts/more/tcp.xml:3:9");
  const Span from = *sources_[name.source].included_from;
  EXPECT_EQ(place(from), "parts/ways.xml:2:12");
  EXPECT_EQ(sources_.text(from), "more/tcp.xml");
  EXPECT_EQ(place(*sources_[from.source].included_from), "amps.xml:1:22");
}

TEST_F(Load, IncludesFromTheCurrentFolderWhereThereIsNoneBeside) {
  write("parts/ways.xml", "<Transports><Include>tcp.xml</Include></Transports>");
  write("tcp.xml", "<Transport/>");
  load_root("<Include>parts/ways.xml</Include>");
  EXPECT_EQ(shape(), "Transports{Transport}");
  write("parts/tcp.xml", "<Beside/>");
  load();
  EXPECT_EQ(shape(), "Transports{Beside}");
}

TEST_F(Load, IncludesWithoutASeam) {
  write("two.xml", "<A/><B/>");
  write("root.xml", "<Include>two.xml</Include>");
  write("comments.xml", "<!-- nothing -->");
  load_root("<X/><Include>two.xml</Include><Y/><Include>root.xml</Include><Z/>");
  EXPECT_EQ(shape(), "X A B Y A B Z");
  load_root("<Include>root.xml</Include><Include>two.xml</Include>");
  EXPECT_EQ(shape(), "A B A B");
  load_root("<S><Include>" + folder_.path() + "/two.xml</Include></S>");
  EXPECT_EQ(shape(), "S{A B}");
  load_root("<A/><Include>comments.xml</Include><B/>");
  EXPECT_EQ(shape(), "A B");
  EXPECT_TRUE(document_.root->incomplete);
}

TEST_F(Load, ReportsWhatCannotBeIncluded) {
  fs::create_directory("folder.xml");
  ASSERT_EQ(::mkfifo("pipe.xml", 0600), 0);
  write("broken.xml", "<A>");
  load_root(
      "\n<S><Include>none.xml</Include></S>\n<Include>folder.xml</Include>\n<Include>pipe.xml"
      "</Include>\n<Include>/dev/zero</Include>\n<Include/>\n<Include>broken.xml</Include>\n<Z/>");
  EXPECT_EQ(shape(), "S Z");
  const Lines expected{
      "amps.xml:2:13 included file: cannot read 'none.xml': No such file or directory",
      "amps.xml:3:10 included file: cannot read 'folder.xml': it is a folder",
      "amps.xml:4:10 included file: cannot read 'pipe.xml': it is not a regular file",
      "amps.xml:5:10 included file: cannot read '/dev/zero': it is not a regular file",
      "amps.xml:6:2 'Include' has no file name"};
  Lines lines = reported();
  ASSERT_GT(lines.size(), expected.size());
  lines.resize(expected.size());
  EXPECT_EQ(lines, expected);
  EXPECT_TRUE(enabled(DefectKind::not_well_formed));
  EXPECT_TRUE(document_.incomplete);
  EXPECT_TRUE(document_.root->incomplete);
  EXPECT_TRUE(document_.root->child("S")->incomplete);
  EXPECT_FALSE(document_.root->child("Z")->incomplete);
}

TEST_F(Load, ReportsACycleWithTheWholeChain) {
  write("a.xml", "<A>\n<Include>sub/b.xml</Include>\n</A>");
  write("sub/b.xml", "<B><Include>c.xml</Include></B>");
  write("sub/c.xml", "<C><Include>../sub/../a.xml</Include></C>");
  load_root("<Include>a.xml</Include>");
  EXPECT_EQ(shape(), "A{B{C}}");
  const Lines expected{
      "sub/c.xml:1:13 include cycle: 'a.xml' includes 'sub/b.xml' includes 'sub/c.xml' includes "
      "'a.xml'",
      "note a.xml:2:10 'sub/b.xml' is included here",
      "note sub/b.xml:1:13 'sub/c.xml' is included here"};
  EXPECT_EQ(reported(), expected);
}

TEST_F(Load, ReportsACycleThroughALinkAndOfTheFileItself) {
  fs::create_symlink("amps.xml", "link.xml");
  load_root("<Include>link.xml</Include>");
  EXPECT_EQ(reported(), Lines{"amps.xml:1:22 include cycle: 'amps.xml' includes 'link.xml'"});
}

TEST_F(Load, TakesAFileTwice) {
  write("a.xml", "<A/>");
  load_root("<S><Include>a.xml</Include></S><T><Include>a.xml</Include></T>");
  EXPECT_EQ(shape(), "S{A} T{A}");
  EXPECT_TRUE(reported().empty());
}

TEST_F(Load, ReportsAttributesOfIncludes) {
  write("a.xml", "<A/>");
  load_root(
      "\n<Include comment='TRUE'>a.xml</Include>\n<Include comment='x'>a.xml</Include>\n"
      "<Include file='b' comment='${X}'>a.xml</Include>");
  const Lines expected{"amps.xml:4:28 '${X}' is not defined",
                       "amps.xml:3:19 'x' is neither 'true' nor 'false'",
                       "amps.xml:4:10 'Include' has no attribute 'file', only 'comment'"};
  EXPECT_EQ(reported(), expected);
  EXPECT_EQ(shape(), "A A A");
}

TEST_F(Load, KeepsAnIncludeInAnotherCase) {
  write("a.xml", "<A/>");
  load_root("<include>a.xml</include>");
  EXPECT_EQ(shape(), "include=a.xml");
  EXPECT_TRUE(document_.root->incomplete);
}

TEST_F(Load, LimitsTheExpandedSize) {
  write("a.xml", "<A>" + std::string(600, ' ') + "</A>");
  const std::string twice = "<Include>a.xml</Include><Include>a.xml</Include>";
  const auto limited = [&](const std::string& limit) {
    load_root(fmt::format("<ConfigCycleDetectionThreshold>{}</ConfigCycleDetectionThreshold>{}",
                          limit, twice));
    return enabled(DefectKind::expanded_too_large);
  };
  EXPECT_TRUE(limited("1KB"));
  EXPECT_EQ(shape(), "ConfigCycleDetectionThreshold=1KB A");
  EXPECT_EQ(reported().size(), 1U);
  EXPECT_FALSE(limited("2KB"));
  EXPECT_TRUE(limited("1"));
  EXPECT_FALSE(limited("${UNKNOWN}"));
  EXPECT_FALSE(limited("nonsense"));
  write("a.xml", "<A>" + std::string(3 << 20U, ' ') + "</A>");
  load_root(twice);
  EXPECT_EQ(reported(),
            Lines{"amps.xml:1:46 the configuration with its includes is larger than 5MB "
                  "('ConfigCycleDetectionThreshold')"});
}

TEST_F(Load, LimitsTheDepthAndTheNumberOfIncludes) {
  for (int i = 0; i < 70; ++i) {
    write(fmt::format("{}.xml", i), fmt::format("<A><Include>{}.xml</Include></A>", i + 1));
  }
  load_root("<Include>0.xml</Include>");
  EXPECT_EQ(reported(), Lines{"63.xml:1:13 includes nest deeper than 64"});
  write("e.xml", "<E/>");
  std::string many;
  for (int i = 0; i < 10'010; ++i) many += "<Include>e.xml</Include>";
  load_root(many);
  ASSERT_EQ(reported().size(), 1U);
  EXPECT_TRUE(enabled(DefectKind::expanded_too_large));
}

TEST_F(Load, LimitsTheDepthOfElementsAcrossIncludes) {
  const auto nested = [](int depth, const std::string& inside) {
    std::string text = inside;
    for (int i = 0; i < depth; ++i) text = "<a>" + text + "</a>";
    return text;
  };
  write("in.xml", nested(200, ""));
  load_root(nested(200, "<Include>in.xml</Include>"));
  EXPECT_TRUE(enabled(DefectKind::too_deep));
  EXPECT_EQ(reported().size(), 1U);
  load_root(nested(10'000, ""));
  EXPECT_TRUE(enabled(DefectKind::too_deep));
}

TEST_F(Load, ExpandsVariablesInTheirOrder) {
  ::setenv("AMPSLINT_TEST_A", "process", 1);
  ::setenv("AMPSLINT_TEST_B", "process", 1);
  ::setenv("AMPSLINT_TEST_C", "process", 1);
  ::setenv("AMPS_VERSION", "process", 1);
  write("env", "# comment\n\nexport AMPSLINT_TEST_A=file\nAMPSLINT_TEST_B = 'file'\r\n");
  ASSERT_TRUE(read_env_file("env", read_file(disk(), "env"), variables_).has_value());
  variables_.define("AMPSLINT_TEST_A", "given");
  const std::string all = "<A>${AMPSLINT_TEST_A} ${AMPSLINT_TEST_B} ${AMPSLINT_TEST_C}</A>";
  load_root(all);
  EXPECT_EQ(shape(), "A=given file ${AMPSLINT_TEST_C}");
  EXPECT_EQ(reported(), Lines{"amps.xml:1:54 '${AMPSLINT_TEST_C}' is not defined"});
  EXPECT_TRUE(document_.root->child("A")->text().unresolved);
  variables_.use_process_environment();
  load_root(all + "<V>${AMPS_VERSION}</V>");
  EXPECT_EQ(shape(), "A=given file process V=5.3.5");
  EXPECT_FALSE(document_.root->child("A")->text().unresolved);
  EXPECT_TRUE(reported().empty());
  ::unsetenv("AMPS_VERSION");
}

TEST_F(Load, SetsTheNamesOfTheServer) {
  variables_.define("AMPS_CONFIG_PATH", "mine");
  write("etc/amps.xml",
        "<AMPSConfig><A>${AMPS_CONFIG_DIRECTORY}</A><B>${AMPS_CONFIG_PATH}</B></AMPSConfig>");
  load("etc/amps.xml");
  EXPECT_EQ(shape(), "A=etc B=etc/amps.xml");
  EXPECT_EQ(reported(),
            Lines{"etc/amps.xml:1:1 'AMPS_CONFIG_PATH' is set by AMPS itself; the value "
                  "given is not used"});
}

TEST_F(Load, ReportsVariablesThatAreNotWhole) {
  variables_.define("EMPTY", "");
  load_root("<A>${</A><B>x${Y</B><C>${}</C><D>$X $ {X}</D><E>${EMPTY}</E><F>a${EMPTY}b</F>");
  EXPECT_EQ(shape(), "A=${ B=x${Y C=${} D=$X $ {X} E F=ab");
  const Lines expected{"amps.xml:1:16 '${' without '}'", "amps.xml:1:26 '${' without '}'",
                       "amps.xml:1:36 '${}' is not defined"};
  EXPECT_EQ(reported(), expected);
  EXPECT_FALSE(document_.root->child("E")->text());
  EXPECT_TRUE(document_.root->child("D")->text().unresolved);  // a shell would fill it in
}

TEST_F(Load, LimitsWhatVariablesMake) {
  variables_.define("LONG", std::string(1 << 20U, 'x'));
  std::string many;
  for (int i = 0; i < 100; ++i) many += "<A>${LONG}</A>";
  load_root(many);
  EXPECT_EQ(reported().size(), 1U);
  EXPECT_TRUE(enabled(DefectKind::expanded_too_large));
}

TEST_F(Load, IncludesByVariable) {
  write("a.xml", "<A/>");
  variables_.define("FILE", "a");
  load_root("<Include>${FILE}.xml</Include><Include>${OTHER}.xml</Include>");
  EXPECT_EQ(shape(), "A");
  EXPECT_EQ(reported(), Lines{"amps.xml:1:52 '${OTHER}' is not defined"});
  EXPECT_TRUE(document_.root->incomplete);
}

TEST_F(Load, ReplacesEntities) {
  write("amps.xml",
        "<!DOCTYPE AMPSConfig [<!ENTITY a 'x&b;z'><!ENTITY b \"y&#x79;\"><!ENTITY none ''>\n"
        "<!ENTITY out SYSTEM 'secret.txt'><!ENTITY mark '<A/>'>]>\n"
        "<AMPSConfig><A>&a;&lt;&amp;&gt;&quot;&apos;&#65;&#x1F600;</A><B>&none;</B>\n"
        "<C>&out;</C><D>&mark;</D></AMPSConfig>");
  write("secret.txt", "secret");
  load();
  EXPECT_EQ(shape(), "A=xyyz<&>\"'A\xF0\x9F\x98\x80 B C= D=");
  const Lines expected{"amps.xml:4:4 entity 'out' is outside the file and is not followed",
                       "amps.xml:4:16 entity 'mark' holds markup and is not followed"};
  EXPECT_EQ(reported(), expected);
  EXPECT_TRUE(document_.root->child("C")->text().unresolved);
  EXPECT_TRUE(document_.incomplete);
}

TEST_F(Load, BoundsEntities) {
  const std::clock_t begin = std::clock();
  std::string laughs = "<!DOCTYPE AMPSConfig [<!ENTITY e0 'ha'>";
  for (int i = 1; i < 14; ++i) {
    laughs += fmt::format("<!ENTITY e{} '", i);
    for (int j = 0; j < 10; ++j) laughs += fmt::format("&e{};", i - 1);
    laughs += "'>";
  }
  laughs += "]>";
  write("part.xml", laughs + "<P>&e13;&e13;</P>");
  std::string includes;
  for (int i = 0; i < 200; ++i) includes += "<Include>part.xml</Include>";
  write("amps.xml", laughs + "<AMPSConfig><A>&e13;</A><B>&e12;</B>" + includes + "</AMPSConfig>");
  load();
  EXPECT_EQ(document_.defects.size(), 1U);
  EXPECT_TRUE(enabled(DefectKind::entity_limit));
  EXPECT_TRUE(document_.root->child("A")->text().unresolved);
  EXPECT_LT(std::clock() - begin, 2 * CLOCKS_PER_SEC);

  write("amps.xml",
        "<!DOCTYPE AMPSConfig [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>"
        "<AMPSConfig><A>&a;</A></AMPSConfig>");
  load();
  EXPECT_FALSE(document_.defects.empty());
}

TEST_F(Load, ReadsBrokenReferencesInLinearTime) {
  const std::clock_t begin = std::clock();
  std::string text = "<A>";
  for (int i = 0; i < 300'000; ++i) text += "& ";
  load_root(text + "</A><B>1;</B>");
  EXPECT_TRUE(enabled(DefectKind::not_well_formed));
  EXPECT_LT(std::clock() - begin, 2 * CLOCKS_PER_SEC);
}

TEST_F(Load, ReadsLineEndsAndByteOrderMark) {
  write("amps.xml",
        "\xEF\xBB\xBF<AMPSConfig>\r\n<A>a\r\nb\rc\nd</A>\r\n<B>\r\n x \r\n</B></AMPSConfig>");
  load();
  EXPECT_EQ(shape(), "A=a\nb\nc\nd B=x");
  EXPECT_EQ(place(document_.root->name().where), "amps.xml:1:2");
  EXPECT_EQ(place(document_.root->child("B")->text().where), "amps.xml:6:2");
  EXPECT_TRUE(reported().empty());
}

TEST_F(Load, JoinsTextAroundCommentsAndCdata) {
  load_root("<A> <!-- x -->90<!-- y --><![CDATA[0<]]>&#55;<?p q?> </A><B><![CDATA[ ${X} ]]></B>");
  EXPECT_EQ(shape(), "A=900<7 B=${X}");
  EXPECT_EQ(reported(), Lines{"amps.xml:1:83 '${X}' is not defined"});
}

TEST_F(Load, RefusesWhatIsNoFile) {
  ASSERT_EQ(::mkfifo("pipe.xml", 0600), 0);
  const std::pair<std::string, std::string> cases[] = {
      {"pipe.xml", "cannot read 'pipe.xml': it is not a regular file"},
      {".", "cannot read '.': it is a folder"},
      {"/dev/zero", "cannot read '/dev/zero': it is not a regular file"},
      {"none.xml", "cannot read 'none.xml': No such file or directory"},
      {"ev\x1bil.xml", "cannot read 'ev\\x1bil.xml': No such file or directory"}};
  for (const auto& [path, why] : cases) {
    const Result<Document> loaded =
        load_document(disk(), path, variables_, "5.3.5", sources_, arena_);
    ASSERT_FALSE(loaded.has_value()) << path;
    EXPECT_EQ(Redactor().clean(loaded.error().what), why);
  }
}

TEST_F(Load, ReportsAnotherRoot) {
  write("amps.xml", "<Transport/>");
  EXPECT_EQ(load().root, nullptr);
  EXPECT_TRUE(enabled(DefectKind::wrong_root));
  write("amps.xml", "<ampsCONFIG/>");
  EXPECT_NE(load().root, nullptr);
  EXPECT_TRUE(enabled(DefectKind::root_case));
  for (const std::string text : {"", " ", "<!-- -->", "text", "<AMPSConfig>"}) {
    write("amps.xml", text);
    EXPECT_EQ(load().root, nullptr) << text;
    EXPECT_FALSE(document_.defects.empty()) << text;
  }
}

// The way back.

/// A bit of raw text and what it stands for.
struct Unit {
  std::uint32_t begin;
  std::uint32_t end;
  std::string value;
};

/// Reads the content of a leaf element anew, unit by unit; comments and marks of CDATA stand for
/// nothing.
std::vector<Unit> units_of(std::string_view text, std::uint32_t at,
                           const std::map<std::string, std::string>& entities) {
  std::vector<Unit> units;
  bool cdata = false;
  const auto add = [&](std::size_t size, std::string value) {
    units.push_back({at, at + static_cast<std::uint32_t>(size), std::move(value)});
    at += static_cast<std::uint32_t>(size);
  };
  while (true) {
    const std::string_view rest = text.substr(at);
    if (cdata && rest.starts_with("]]>")) {
      cdata = false;
      add(3, "");
    } else if (!cdata && rest.starts_with("<![CDATA[")) {
      cdata = true;
      add(9, "");
    } else if (!cdata && rest.starts_with("<!--")) {
      add(rest.find("-->") + 3, "");
    } else if (!cdata && rest.starts_with("</")) {
      return units;
    } else if (rest.starts_with("\r\n")) {
      add(2, "\n");
    } else if (rest.starts_with("\r")) {
      add(1, "\n");
    } else if (!cdata && rest.starts_with("&")) {
      const std::size_t end = rest.find(';') + 1;
      add(end, entities.at(std::string(rest.substr(0, end))));
    } else {
      add(1, std::string(rest.substr(0, 1)));
    }
  }
}

std::string with_variables(std::string text, const std::map<std::string, std::string>& values) {
  for (const auto& [name, value] : values) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name)) {
      text.replace(at, name.size(), value);
    }
  }
  return text;
}

/// [begin, end) widened to the whole of what was replaced at its ends.
std::pair<std::size_t, std::size_t> whole_pieces(const Text& text, std::size_t begin,
                                                 std::size_t end) {
  const auto stop_of = [&](std::size_t i) {
    return i + 1 < text.pieces.size() ? text.pieces[i + 1].at : text.value.size();
  };
  const std::size_t from = begin;
  const std::size_t to = end;
  for (std::size_t i = 0; i < text.pieces.size(); ++i) {
    const Piece& piece = text.pieces[i];
    if (piece.verbatim) continue;
    // An entity made of entities comes in several pieces with one origin.
    std::size_t first = i;
    std::size_t last = i;
    while (first > 0 && text.pieces[first - 1].from == piece.from) --first;
    while (last + 1 < text.pieces.size() && text.pieces[last + 1].from == piece.from) ++last;
    if (piece.at <= from && from < stop_of(i))
      begin = std::min<std::size_t>(begin, text.pieces[first].at);
    if (piece.at < to && to <= stop_of(i)) end = std::max(end, stop_of(last));
  }
  return {begin, end};
}

TEST_F(Load, EveryRangeOfAValueLeadsBackToItsSource) {
  const std::map<std::string, std::string> entities{
      {"&amp;", "&"}, {"&#36;", "$"}, {"&#x7B;", "{"}, {"&a;", "x-y-z"}, {"&none;", ""}};
  const std::map<std::string, std::string> values{{"${V}", "value"}, {"${W}", "w"}};
  for (const auto& [name, value] : values) variables_.define(name.substr(2, 1), value);
  write("part.xml", "<P>\r\n&amp;in<!-- - -->cluded ${V}\r\n</P>");
  write("amps.xml",
        "\xEF\xBB\xBF<!DOCTYPE AMPSConfig [<!ENTITY a 'x&b;z'><!ENTITY b '-y-'><!ENTITY none "
        "''>]>\r\n"
        "<AMPSConfig>\r\n"
        "<A>plain</A>\r\n"
        "<A>  one\r\ntwo\rthree  </A>"
        "<A>a&amp;b&amp;&amp;c</A>"
        "<A>a&amp;b${V}c&amp;d${W}</A>"
        "<A>1${V}2\r\n3${W}${V}4</A>"
        "<A><!-- x -->9<!-- y -->0<![CDATA[0&amp;<]]>7 </A>"
        "<A><![CDATA[ a${V}]]>b<![CDATA[${W}\r\nc ]]></A>"
        "<A>p&a;q&none;&a;&amp;r</A>"
        "<A>p&#36;&#x7B;V}q&#36;{W<!-- -->}r</A>"
        "<A>\xC3\xBC&amp;\xF0\x9F\x98\x80${V}\xE2\x82\xAC</A>"
        "<Include>part.xml</Include></AMPSConfig>");
  load();
  EXPECT_TRUE(reported().empty());
  std::size_t ranges = 0;
  for (const Element& element : document_.root->children()) {
    const Text text = element.text();
    ASSERT_TRUE(text);
    const std::string_view source = sources_[text.where.source].text;
    const auto content = static_cast<std::uint32_t>(source.find('>', element.name().where.end) + 1);
    const std::vector<Unit> units = units_of(source, content, entities);
    for (std::size_t begin = 0; begin < text.value.size(); ++begin) {
      for (std::size_t end = begin + 1; end <= text.value.size(); ++end) {
        const Span span = text.span(begin, end - begin);
        ASSERT_EQ(span.source, text.where.source);
        std::string there;
        for (const Unit& unit : units) {
          if (unit.begin >= span.begin && unit.end <= span.end) there += unit.value;
        }
        const auto [from, to] = whole_pieces(text, begin, end);
        ASSERT_EQ(with_variables(there, values), text.value.substr(from, to - from))
            << "'" << text.value << "' " << begin << '-' << end << " at '" << sources_.text(span)
            << "'";
        ++ranges;
      }
    }
  }
  EXPECT_GT(ranges, 800U);
}

}  // namespace
}  // namespace ampslint::testing
