// What suppressions keep from being reported, and what is reported of them.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "check/element_paths.hpp"
#include "check/finish.hpp"
#include "check/scopes.hpp"
#include "driver/run.hpp"
#include "load/suppressions/comment.hpp"
#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

constexpr std::string_view configuration = R"(<AMPSConfig>
  <Name>one</Name>
  <Transports>
    <Transport><Name>a</Name><Type>tcp</Type><InetAddr>nine</InetAddr></Transport>
    <Transport><Name>b/c</Name><Type>tcp</Type><InetAddr>nine</InetAddr></Transport>
  </Transports>
</AMPSConfig>
)";

class Suppress : public ::testing::Test {
 protected:
  Suppress() {
    request_.paths = {"amps.xml"};
    request_.rules.select = {"value-invalid", "connect-unserved", "ignore-*"};
    request_.today = parse_day("2026-11-23");
    folder_.write("amps.xml", std::string(configuration));
  }

  /// The configuration with this before its first transport.
  void comment(const std::string& words) {
    std::string text(configuration);
    text.insert(text.find("<Transport>"), "<!-- " + words + " -->\n    ");
    folder_.write("amps.xml", text);
  }

  LintResult run() {
    Result<LintResult> result = lint(request_);
    EXPECT_TRUE(result.has_value());
    return std::move(*result);
  }
  /// With an ignore from elsewhere.
  LintResult run_with(Suppression suppression) {
    Result<ampslint::Run> made = ampslint::run(request_);
    EXPECT_TRUE(made.has_value());
    suppression.where.source = made->result.inputs.sources.add("ampslint.toml", "");
    made->result.inputs.suppressions.all.push_back(std::move(suppression));
    finish(made->settings.table, made->result);
    return std::move(made->result);
  }

  static std::string reported(const LintResult& result) {
    std::string lines;
    for (const Diagnostic& diagnostic : result.diagnostics) {
      const Position at =
          result.inputs.sources.position(diagnostic.where.source, diagnostic.where.begin);
      lines += fmt::format("{}:{} {}\n", result.inputs.sources[diagnostic.where.source].path,
                           at.line, all_rules()[diagnostic.rule].id);
    }
    return lines;
  }

  TemporaryFolder folder_;
  InFolder in_{folder_.path()};
  Request request_;
};

TEST_F(Suppress, WhatTheElementHolds) {
  comment("ampslint-ignore value-invalid: read by another tool");
  const LintResult result = run();
  EXPECT_EQ(reported(result), "amps.xml:6 value-invalid\n");
  ASSERT_EQ(result.suppressed.size(), 1U);
  EXPECT_EQ(result.inputs.suppressions.all[result.suppressed[0].suppression].reason,
            "read by another tool");
  EXPECT_EQ(result.summary.suppressed, 1U);
  EXPECT_EQ(result.summary.severities[static_cast<std::size_t>(Severity::error)], 1U);
}

TEST_F(Suppress, FamiliesOnly) {
  comment("ampslint-ignore value-*: r");
  EXPECT_EQ(reported(run()), "amps.xml:6 value-invalid\n");
  for (const std::string unknown : {"*", "value*", "va*", "-*", "valu-*", "VALUE-INVALID"}) {
    comment("ampslint-ignore " + unknown + ": r");
    EXPECT_EQ(
        reported(run()),
        "amps.xml:4 ignore-rule-unknown\namps.xml:5 value-invalid\namps.xml:6 value-invalid\n")
        << unknown;
  }
}

TEST_F(Suppress, UpToTheDay) {
  comment("ampslint-ignore value-invalid until=2026-11-23: r");
  EXPECT_EQ(reported(run()), "amps.xml:6 value-invalid\n");
  comment("ampslint-ignore value-invalid until=2026-11-22: r");
  EXPECT_EQ(reported(run()),
            "amps.xml:4 ignore-expired\namps.xml:5 value-invalid\namps.xml:6 value-invalid\n");
}

TEST_F(Suppress, NothingWithoutAReason) {
  comment("ampslint-ignore value-invalid");
  EXPECT_EQ(
      reported(run()),
      "amps.xml:4 ignore-reason-missing\namps.xml:5 value-invalid\namps.xml:6 value-invalid\n");
}

TEST_F(Suppress, NothingForAnAudit) {
  comment("ampslint-ignore value-invalid, no-such-rule: r");
  request_.no_suppressions = true;
  const LintResult result = run();
  EXPECT_EQ(reported(result), "amps.xml:5 value-invalid\namps.xml:6 value-invalid\n");
  EXPECT_TRUE(result.inputs.suppressions.all.empty());
}

TEST_F(Suppress, NeverWhatIsSaidOfIgnores) {
  folder_.write("amps.xml",
                "<!-- ampslint-ignore ignore-*, value-invalid: r -->\n"
                "<!-- ampslint-ignore-file ignore-rule-unknown: r -->\n" +
                    std::string(configuration));
  EXPECT_EQ(reported(run()), "amps.xml:1 ignore-malformed\namps.xml:2 ignore-malformed\n");
}

TEST_F(Suppress, ReportsTheUnusedWhereAllHasRun) {
  const auto reported_of = [this](const std::string& words) {
    comment("ampslint-ignore " + words + ": r");
    std::string lines = reported(run());
    std::erase_if(request_.rules.ignore, [](const auto&) { return true; });
    return lines.find("ignore-unused") != std::string::npos;
  };
  request_.rules.select = {"value-invalid", "value-padded", "connect-*", "ignore-*", "uri-*"};
  EXPECT_FALSE(reported_of("value-invalid"));
  EXPECT_TRUE(reported_of("value-padded"));
  EXPECT_FALSE(reported_of("element-unknown")) << "not selected";
  request_.rules.ignore = {"value-padded"};
  EXPECT_FALSE(reported_of("value-padded")) << "left out";
  EXPECT_FALSE(reported_of("connect-unserved")) << "no connection string";
  request_.clients = {"tcp://db1:9007/amps/json"};
  EXPECT_TRUE(reported_of("connect-unserved"));
  EXPECT_FALSE(reported_of("fleet-name-repeated")) << "one instance";
  EXPECT_FALSE(reported_of("value-padded, live-connection-refused")) << "no probe";
  folder_.write("broken.xml", "<AMPSConfig>");
  request_.paths.emplace_back("broken.xml");
  EXPECT_FALSE(reported_of("value-padded")) << "not all could be read";
}

TEST_F(Suppress, ReportsTheUnusedWhereTheStringWasChecked) {
  folder_.write("amps.xml",
                "<AMPSConfig><Name>one</Name><Transports><Transport><Name>a</Name>"
                "<Type>tcp</Type><InetAddr>9007</InetAddr></Transport></Transports>"
                "</AMPSConfig>");
  folder_.write("list",
                "tcp://a:9007/amps/json  # ampslint-ignore connect-unserved: r\n"
                "tcp://${HOST}:1/amps/json  # ampslint-ignore connect-unserved: r\n"
                "tcp://a:x/amps/json  # ampslint-ignore connect-unserved: r\n");
  request_.client_files = {"list"};
  EXPECT_EQ(reported(run()), "list:1 ignore-unused\n");
}

TEST_F(Suppress, StringsKeepTheirVerdict) {
  folder_.write("amps.xml", "<AMPSConfig><Name>one</Name></AMPSConfig>");
  folder_.write("list",
                "tcp://a:1/amps/json  # ampslint-ignore connect-unserved: r\n"
                "tcp://a:1/amps/json\n");
  request_.client_files = {"list"};
  const LintResult result = run();
  EXPECT_EQ(reported(result), "list:2 connect-unserved\n");
  ASSERT_EQ(result.connections.size(), 2U);
  EXPECT_EQ(result.connections[0].verdict, Verdict::unserved);
  EXPECT_TRUE(result.connections[0].rules.empty());
  EXPECT_EQ(result.connections[1].rules.size(), 1U);
}

TEST_F(Suppress, IncludedFiles) {
  const std::string part =
      "<Transport><Name>a</Name><Type>tcp</Type><InetAddr>nine</InetAddr></Transport>\n";
  const auto including = [this](const std::string& inside) {
    folder_.write("amps.xml", "<AMPSConfig><Name>one</Name><Transports>\n" + inside +
                                  "</Transports></AMPSConfig>");
  };
  folder_.write("part.xml", part);
  including("<!-- ampslint-ignore value-invalid: r -->\n<Include>part.xml</Include>\n");
  EXPECT_EQ(reported(run()), "") << "by the Include";
  folder_.write("part.xml", "<!-- ampslint-ignore value-invalid: r -->\n" + part);
  including("<Include>part.xml</Include>\n");
  EXPECT_EQ(reported(run()), "") << "in the file itself";
  // Included twice, a file is read twice: its comments count once.
  including("<Include>part.xml</Include>\n<Include>part.xml</Include>\n");
  const LintResult twice = run();
  EXPECT_EQ(twice.inputs.suppressions.all.size(), 1U);
  EXPECT_EQ(twice.suppressed.size(), 1U);
  folder_.write("part.xml", "<!-- ampslint-ignore connect-unserved: r -->\n" + part);
  request_.clients = {"tcp://a:1/amps/json"};
  EXPECT_NE(reported(run()).find("part.xml:1 ignore-unused\npart.xml:2 value-invalid\n"),
            std::string::npos);
}

TEST_F(Suppress, FromElsewhereByFileAndElement) {
  const auto reported_with = [this](const std::string& path, const std::string& element) {
    return reported(run_with({.where = {},
                              .rules = {{"value-invalid", {}}},
                              .reason = "r",
                              .files = [path](std::string_view file) { return file == path; },
                              .element = element}));
  };
  const std::string none =
      "amps.xml:4 value-invalid\namps.xml:5 value-invalid\n"
      "ampslint.toml:1 ignore-unused\n";
  EXPECT_EQ(reported_with("amps.xml", ""), "");
  // Whether it would be used there, nobody knows.
  const std::string elsewhere = "amps.xml:4 value-invalid\namps.xml:5 value-invalid\n";
  EXPECT_EQ(reported_with("other.xml", ""), elsewhere);
  EXPECT_EQ(reported_with("amps.xml", "Transports/Transport/InetAddr"), "");
  EXPECT_EQ(reported_with("amps.xml", "Transports/Transport[a]/InetAddr"),
            "amps.xml:5 value-invalid\n");
  EXPECT_EQ(reported_with("amps.xml", "AMPSConfig/Transports/Transport[b/c]"),
            "amps.xml:4 value-invalid\n");
  EXPECT_EQ(reported_with("amps.xml", "Transports/Transport[gone]"), none);
  EXPECT_EQ(reported_with("amps.xml", "Transports/Transport/Type"), none);
  EXPECT_EQ(reported_with("other.xml", "Transports"), elsewhere);
}

TEST_F(Suppress, IsShownOnlyWhereAsked) {
  comment("ampslint-ignore value-invalid: see\x1b[31m");
  const LintResult result = run();
  for (const NamedReport& report : all_reports()) {
    std::ostringstream out;
    std::ostringstream asked;
    report.report(result, {}, out);
    report.report(result, {.suppressed = true}, asked);
    // The page has a transport's place, too; a finding's place leads its frame.
    const std::string_view place = report.report == report_html ? "--> amps.xml:5" : "amps.xml:5";
    EXPECT_EQ(out.str().find(place), std::string::npos) << report.name;
    EXPECT_EQ(asked.str().find('\x1b'), std::string::npos) << report.name;
    const bool can = report.report == report_text || report.report == report_json ||
                     report.report == report_sarif;
    EXPECT_EQ(asked.str() != out.str(), can) << report.name;
    EXPECT_EQ(asked.str().find("see\\") != std::string::npos, can) << report.name;
  }
}

TEST(Scopes, GiveTheInnermost) {
  Sources sources;
  const SourceId id = sources.add("file", std::string(100, ' '));
  Scopes scopes(sources);
  const std::pair<std::uint32_t, std::uint32_t> table[] = {{0, 100}, {10, 50}, {20, 30},
                                                           {20, 25}, {40, 45}, {60, 90}};
  for (std::size_t i = 0; i < std::size(table); ++i) {
    scopes.add(1, {id, table[i].first, table[i].second}, i);
  }
  scopes.sort();
  for (std::uint32_t begin = 0; begin <= 100; ++begin) {
    for (std::uint32_t end = begin; end <= 100; ++end) {
      std::optional<std::size_t> expected;
      for (std::size_t i = 0; i < std::size(table); ++i) {
        if (table[i].first <= begin && end <= table[i].second) expected = i;
      }
      EXPECT_EQ(scopes.find(1, {id, begin, end}), expected) << begin << "-" << end;
    }
  }
  EXPECT_EQ(scopes.find(2, {id, 20, 25}), std::nullopt);
}

}  // namespace
}  // namespace ampslint::testing
