// Where values come from: each value of the corpus has an answer, and it is what the server has.
#include "ampslint/why.hpp"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "ampslint/linter.hpp"
#include "driver/configurations.hpp"
#include "model/meaning.hpp"
#include "support/temporary.hpp"
#include "support/xml_tree.hpp"

namespace ampslint::testing {
namespace {

api::Linter linter(const api::LintOptions& options = {}) {
  Result<api::Linter> made = api::Linter::create(options, disk());
  EXPECT_TRUE(made.has_value());
  return *made;
}

Result<api::Why> why(const std::vector<std::string>& asked, const api::LintOptions& options = {}) {
  return linter(options).why(asked, {});
}

TEST(Why, EachValueOfTheCorpusHasItsAnswer) {
  std::size_t values = 0;
  for (const auto& file : right_configurations()) {
    Inputs inputs;
    Request request;
    request.paths = {file.string()};
    load_configurations(request, {}, inputs);
    const MeaningTree tree(*inputs.instances.at(0), inputs.sources);
    const api::Linter asked = linter();
    for (const Meaning& one : tree.all()) {
      if (!one.text) continue;
      const std::string path = one.path();
      const Result<api::Why> found = asked.why({file.string(), path}, {});
      ASSERT_TRUE(found.has_value()) << file << ' ' << path << ": " << found.error().what;
      ASSERT_EQ(found->values.size(), 1U) << file << ' ' << path;
      const api::WhyValue& value = found->values[0];
      if (value.value.find("***") == std::string::npos) {
        EXPECT_EQ(value.value, one.text.value) << path;
      }
      EXPECT_EQ(value.element, path);
      EXPECT_TRUE(value.given && value.where) << path;
      ++values;
    }
  }
  EXPECT_GT(values, 300U);
}

/// The values that an answer has, joined.
std::string values_of(const Result<api::Why>& found) {
  if (!found) return "error: " + found.error().what;
  std::string text;
  for (const api::WhyValue& value : found->values) {
    text += fmt::format("{}={};", value.element, value.value);
  }
  return text;
}

class WhyPaths : public ::testing::Test {
 protected:
  std::string ask(const std::string& path) { return values_of(why({file_, path})); }

  TemporaryFolder folder_;
  std::string file_ = folder_.write("amps.xml", R"(<AMPSConfig><Name>one</Name><Transports>
    <Transport><Name>any-tcp</Name><Type>tcp</Type><InetAddr>9007</InetAddr></Transport>
    <Transport><Name>any-ws</Name><Type>tcp</Type><InetAddr>9008</InetAddr></Transport>
    </Transports><SOW><TopicDefinition><Topic>a/b[0-9]</Topic><MessageType>json</MessageType>
    <Key>/x</Key><Key>/y</Key></TopicDefinition></SOW></AMPSConfig>)");
};

TEST_F(WhyPaths, AreForgiving) {
  const std::string port = "Transports/Transport[any-tcp]/InetAddr=9007;";
  EXPECT_EQ(ask("Transports/Transport[any-tcp]/InetAddr"), port);
  EXPECT_EQ(ask("/AMPSConfig/Transports/Transport[1]/InetAddr"), port);
  EXPECT_EQ(ask("transports/transport[Name='any-tcp']/inetaddr"), port);
  EXPECT_EQ(ask("Transport[InetAddr=9007]/InetAddr"), port);
  EXPECT_EQ(ask("InetAddr"), port + "Transports/Transport[any-ws]/InetAddr=9008;");
  EXPECT_EQ(ask("SOW/Topic[a/b[0-9]]/Key[2]"), "SOW/Topic[a/b[0-9]]/Key[2]=/y;");
  EXPECT_EQ(ask("TopicDefinition/Topic"), "SOW/Topic[a/b[0-9]]/Name=a/b[0-9];");
}

TEST_F(WhyPaths, NameTheDefaultOfWhatIsNotGiven) {
  const Result<api::Why> found = why({file_, "Transports/Transport[any-tcp]/ClientMaxCapacity"});
  ASSERT_TRUE(found.has_value());
  const api::WhyValue& value = found->values.at(0);
  EXPECT_EQ(value.value, "50%");
  EXPECT_FALSE(value.given);
  EXPECT_EQ(value.manual, "Configuring Transports");
  EXPECT_EQ(ask("Group"), "Group=one;");
}

TEST_F(WhyPaths, SuggestWhatIsNearest) {
  EXPECT_EQ(ask("Transports/Transport[any-tpc]/InetAddr"),
            "error: no 'Transport' is called 'any-tpc'; did you mean 'any-tcp'?");
  EXPECT_EQ(ask("Transports/Transport[any-tcp]/InetAdr"),
            "error: no element 'InetAdr' in 'Transports/Transport[any-tcp]'; did you mean "
            "'InetAddr'?");
  EXPECT_EQ(ask("Transprts/Transport"),
            "error: no element 'Transprts' in 'AMPSConfig'; did you mean 'Transports'?");
}

TEST(Why, SaysWhoSetsAVariable) {
  const TemporaryFolder folder;
  const InFolder inside(folder.path());
  folder.write("amps.xml",
               "<AMPSConfig><Include>part.xml</Include>"
               "<Description>${A}-${B}-${C}-${D}-${E}</Description></AMPSConfig>");
  folder.write("part.xml", "<Name>${NAME}</Name>");
  folder.write("more.env", "# a comment\nNAME='one\ntwo'\nB=2\n");
  folder.write("ampslint.toml",
               "env-files = [\"more.env\"]\n[variables]\nC = \"3\"\n[[instance]]\n"
               "configuration = \"amps.xml\"\nvariables = { D = \"4\" }\n");
  const api::LintOptions options{.variables = {{"A", "1"}}, .workspace = "ampslint.toml"};
  const auto setters = [&](const std::string& path) {
    const Result<api::Why> found = why({path}, options);
    EXPECT_TRUE(found.has_value());
    std::string text;
    for (const api::WhyVariable& one : found->values.at(0).variables) {
      text += fmt::format("{}={} {} {}:{};", one.name, one.value, one.set_by, one.path, one.line);
    }
    for (const std::string& name : found->values[0].undefined) text += name + " undefined;";
    for (const api::Place& place : found->values[0].included_from) {
      text += fmt::format("in {}:{}", place.path, place.start.line);
    }
    return text;
  };
  EXPECT_EQ(setters("Description"),
            "A=1 option :0;B=2 env file more.env:4;C=3 workspace ampslint.toml:3;"
            "D=4 workspace ampslint.toml:6;E undefined;");
  EXPECT_EQ(setters("Name"), "NAME=one\ntwo env file more.env:2;in amps.xml:1");
}

TEST(Why, ShowsNoSecret) {
  const TemporaryFolder folder;
  const std::string file = folder.write(
      "amps.xml",
      "<AMPSConfig><Name>n</Name><Transports><Transport><Name>t</Name><Authentication><Options>"
      "<Password>${PASSWORD}</Password></Options></Authentication></Transport></Transports>"
      "</AMPSConfig>");
  const Result<api::Why> found =
      why({file, "Password"}, {.variables = {{"PASSWORD", "fishes-swim"}}});
  ASSERT_TRUE(found.has_value());
  for (const bool json : {true, false}) {
    std::ostringstream out;
    write_why(*found, json, {}, out);
    EXPECT_EQ(out.str().find("fishes"), std::string::npos) << out.str();
    EXPECT_NE(out.str().find("***"), std::string::npos);
  }
}

TEST(Why, OfAStringHasTheStepsToItsVerdict) {
  const TemporaryFolder folder;
  const std::string file = folder.write("amps.xml", R"(<AMPSConfig><Name>one</Name><Transports>
    <Transport><Name>json</Name><Type>tcp</Type><InetAddr>9007</InetAddr>
      <MessageType>json</MessageType></Transport>
    <Transport><Name>secure</Name><Type>tcps</Type><InetAddr>9443</InetAddr></Transport>
    </Transports></AMPSConfig>)");
  const auto ask = [&](const std::string& string) {
    const Result<api::Why> found = why({file, string});
    EXPECT_TRUE(found.has_value() && found->string);
    return *found->string;
  };
  const api::WhyString taken = ask("tcp://db1:9007/amps/json");
  EXPECT_EQ(taken.connection.verdict, Verdict::compatible);
  ASSERT_EQ(taken.candidates.size(), 1U);
  EXPECT_TRUE(taken.candidates[0].decides);
  const api::WhyString refused = ask("tcp://db1:9007/amps/xml");
  EXPECT_EQ(refused.connection.verdict, Verdict::refused);
  ASSERT_EQ(refused.candidates.at(0).findings.size(), 1U);
  EXPECT_EQ(refused.candidates[0].findings[0].rule, "connect-message-type-refused");
  const api::WhyString unserved = ask("tcp://db1:9008/amps/json");
  EXPECT_EQ(unserved.connection.verdict, Verdict::unserved);
  EXPECT_EQ(unserved.candidates.at(0).fit, "is the nearest");
  EXPECT_FALSE(unserved.candidates[0].decides);
  const api::WhyString invalid = ask("tcp://db1/amps/json");
  EXPECT_EQ(invalid.connection.verdict, Verdict::invalid);
  EXPECT_FALSE(invalid.alone.empty());
  EXPECT_FALSE(invalid.end.empty());
}

}  // namespace
}  // namespace ampslint::testing
