// What holds for every input, tried on seeded random ones.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <sstream>

#include "driver/lint.hpp"
#include "report/commands.hpp"
#include "support/examples.hpp"
#include "support/project.hpp"
#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

constexpr unsigned seed = 20260401;
constexpr int runs = 20'000;

/// Picks at random, the same on every machine.
class Chance {
 public:
  template <std::size_t size>
  std::string of(const std::array<std::string_view, size>& choices) {
    return std::string(choices[random_() % size]);
  }
  bool one_in(unsigned n) { return random_() % n == 0; }
  std::size_t below(std::size_t n) { return random_() % n; }

 private:
  std::mt19937 random_{seed};
};

TEST(Property, WellWrittenStringsReadBackAlikeByEveryReader) {
  constexpr std::array<std::string_view, 4> users{"", "guest", "us.er", "u%40"};
  constexpr std::array<std::string_view, 4> passwords{"", "pw", "p%3Aw", "x+y"};
  constexpr std::array<std::string_view, 3> hosts{"db1", "db-2.example.com", "10.0.0.1"};
  constexpr std::array<std::string_view, 3> ports{"9007", "1", "65535"};
  constexpr std::array<std::string_view, 4> types{"json", "nvfix", "my-type", "X"};
  constexpr std::array<std::string_view, 2> queries{"", "?tcp_nodelay=true"};
  Chance chance;
  for (int i = 0; i < runs; ++i) {
    const std::string user = chance.of(users);
    const std::string password = user.empty() ? "" : chance.of(passwords);
    const std::string host = chance.of(hosts);
    const std::string port = chance.of(ports);
    const std::string type = chance.of(types);
    std::string text = "tcp://" + user;
    if (!password.empty()) text += ":" + password;
    if (!user.empty()) text += "@";
    text += fmt::format("{}:{}/amps/{}{}", host, port, type, chance.of(queries));
    for (const ClientKind kind : all_client_kinds) {
      const Reading reading = read_as(kind, text);
      EXPECT_NE(reading.accepts, false) << text << ": " << reading.error;
      EXPECT_EQ(reading.parts.user, user) << text;
      EXPECT_EQ(reading.parts.password.reveal(), password) << text;
      EXPECT_EQ(reading.parts.host, host) << text;
      EXPECT_EQ(reading.parts.port, port) << text;
      EXPECT_EQ(reading.parts.protocol, "amps") << text;
      EXPECT_EQ(reading.parts.message_type, type) << text;
    }
  }
}

/// A string glued from the pieces that readers stumble over.
std::string glued(Chance& chance) {
  constexpr std::array<std::string_view, 32> pieces{
      "tcp", "tcps", "unix", "ws",   ":",    "//", "/",    "@",    "[",     "]",   "::1",
      "h",   "9007", "amps", "json", "fix",  "?",  "&",    "=",    "path",  "#",   "%40",
      "%zz", ",",    ";",    " ",    "true", "\n", "\xff", "${X}", "host:", "u:p@"};
  std::string text;
  for (std::size_t n = chance.below(14); n > 0; --n) text += chance.of(pieces);
  return text;
}

TEST(Property, VerdictsKeepTheirPromiseOnAnyString) {
  const TemporaryFolder folder;
  Request request;
  request.paths = {folder.write("amps.xml", R"(<AMPSConfig><Name>one</Name><Transports>
    <Transport><Name>a</Name><Type>tcp</Type><InetAddr>9007</InetAddr></Transport>
    <Transport><Name>b</Name><Type>amps-unix</Type><FileName>h</FileName></Transport>
    </Transports></AMPSConfig>)")};
  Chance chance;
  for (int i = 0; i < runs; ++i) request.clients.push_back(glued(chance));
  const Result<LintResult> result = lint(request);
  ASSERT_TRUE(result.has_value());
  ASSERT_EQ(result->connections.size(), request.clients.size());
  std::vector<bool> has_error(result->inputs.sources.size());
  for (const Diagnostic& diagnostic : result->diagnostics) {
    if (diagnostic.severity == Severity::error) has_error[diagnostic.where.source] = true;
  }
  for (const Connection& connection : result->connections) {
    const std::string_view text = result->inputs.sources.text(connection.where());
    const bool error = has_error[connection.where().source];
    if (connection.verdict == Verdict::unknown) continue;
    EXPECT_EQ(error, connection.verdict != Verdict::compatible) << text;
  }
}

TEST(Property, WhatATransportOffersIsCompatible) {
  Request request;
  request.paths = {project_path("corpus/valid")};
  Result<LintResult> result = lint(request);
  ASSERT_TRUE(result.has_value());
  for (const auto& instance : result->inputs.instances) {
    for (const Offer& offer : offers_of(*instance, result->inputs)) {
      request.clients.insert(request.clients.end(), offer.strings.begin(), offer.strings.end());
    }
  }
  ASSERT_GT(request.clients.size(), 10U);
  result = lint(request);
  for (const Connection& connection : result->connections) {
    EXPECT_EQ(connection.verdict, Verdict::compatible)
        << result->inputs.sources.text(connection.where());
  }
}

TEST(Property, TheOrderOfConfigurationsDoesNotMatter) {
  const TemporaryFolder folder;
  const auto instance = [](std::string_view name, int port, std::string_view type) {
    return fmt::format(
        "<AMPSConfig><Name>{}</Name><Transports><Transport><Name>t</Name><Type>tcp</Type>"
        "<InetAddr>{}</InetAddr><MessageType>{}</MessageType></Transport></Transports></"
        "AMPSConfig>",
        name, port, type);
  };
  const std::string a = folder.write("a.xml", instance("a", 9007, "json"));
  const std::string b = folder.write("b.xml", instance("b", 9007, "xml"));
  const std::string c = folder.write("c.xml", instance("c", 9008, "typo"));
  const auto reported = [](const std::vector<std::string>& paths) {
    Request request;
    request.paths = paths;
    request.clients = {"tcp://h:9007/amps/xml", "tcp://h:9009/amps/xml"};
    const Result<LintResult> result = lint(request);
    std::ostringstream out;
    report_json(*result, {}, out);
    const std::string text = out.str();
    return text.substr(text.find("\"diagnostics\""));
  };
  const std::string forwards = reported({a, b, c});
  EXPECT_EQ(forwards, reported({c, b, a}));
  EXPECT_EQ(forwards, reported({folder.path()}));
}

/// What is reported for some files, but the order that connections are given in.
std::string reported_of(const std::vector<std::string>& paths,
                        const std::vector<std::string>& lists) {
  Request request;
  request.paths = paths;
  request.client_files = lists;
  request.rules.presets = {Preset::pedantic};
  const Result<LintResult> result = lint(request);
  std::ostringstream out;
  report_concise(*result, {}, out);
  std::vector<std::string> verdicts;
  for (const Connection& connection : result->connections) {
    verdicts.push_back(fmt::format("{} {} {}\n", place(result->inputs.sources, connection.where()),
                                   connection.shown(), to_string(connection.verdict)));
  }
  std::ranges::sort(verdicts);
  for (const std::string& verdict : verdicts) out << verdict;
  return out.str();
}

TEST(Property, TheOrderOnTheCommandLineDoesNotMatter) {
  Dealer dealer(seed);
  const std::vector<PageText> pages = page_texts();
  for (int i = 0; i < 60; ++i) {
    const TemporaryFolder folder;
    std::vector<std::string> paths;
    std::vector<std::string> lists;
    for (std::size_t n = 2 + dealer.below(4); n > 0; --n) {
      const PageText& page = dealer.pick(pages);
      const std::string name = std::to_string(n);
      paths.push_back(folder.write(name + ".xml", mutated(page.configuration, dealer)));
      if (!page.clients.empty()) lists.push_back(folder.write(name + ".txt", page.clients));
    }
    const std::string reported = reported_of(paths, lists);
    dealer.shuffle(paths);
    dealer.shuffle(lists);
    ASSERT_EQ(reported, reported_of(paths, lists));
  }
}

}  // namespace
}  // namespace ampslint::testing
