// Policies of the workspace: those of docs/policies.md, mistakes in them, and where findings stand.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "ampslint/report.hpp"
#include "check/rule.hpp"
#include "driver/lint.hpp"
#include "load/xml/xpath_steps.hpp"
#include "report/report.hpp"
#include "support/process.hpp"
#include "support/project.hpp"
#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

using Texts = std::vector<std::string>;

/// What is reported of a configuration by policies alone: places and ids.
LintResult lint_with(const std::string& workspace, const std::string& configuration,
                     const Texts& select = {"policy-*"}) {
  const TemporaryFolder folder;
  folder.write("ampslint.toml", workspace);
  folder.write("amps.xml", configuration);
  folder.write("more.xml", "<SOW><Topic><Name>included</Name></Topic></SOW>\n");
  const InFolder in(folder.path());
  Request request;
  request.workspace = "ampslint.toml";
  request.paths = {"amps.xml"};
  request.rules.select = select;
  Result<LintResult> result = lint(request);
  EXPECT_TRUE(result.has_value()) << result.error().what;
  return std::move(*result);
}

Texts lines_of(const LintResult& result) {
  Texts lines;
  for (const Diagnostic& found : result.diagnostics) {
    lines.push_back(fmt::format("{}: {}", place(result.inputs.sources, found.where),
                                result.inputs.rule_of(found).id));
  }
  return lines;
}

Texts errors_of(const std::string& workspace) {
  Texts errors;
  for (const InputError& error : lint_with(workspace, "<AMPSConfig/>\n").errors) {
    errors.push_back(error.message);
  }
  return errors;
}

std::string policy(const std::string& xpath, const std::string& rest = "") {
  return "[[policy]]\nname = \"p\"\nmessage = \"m\"\nxpath = \"" + xpath + "\"\n" + rest;
}

/// The `toml` blocks of the document behind "Ten to start from", by the name in them.
std::map<std::string, std::string> documented() {
  const std::string text = read_text(project_path("docs/policies.md"));
  std::map<std::string, std::string> blocks;
  constexpr std::string_view opening = "```toml\n";
  std::size_t at = text.find("## Ten to start from");
  while ((at = text.find(opening, at)) != std::string::npos) {
    at += opening.size();
    const std::string block = text.substr(at, text.find("```", at) - at);
    const std::size_t name = block.find("name = \"") + 8;
    blocks[block.substr(name, block.find('"', name) - name)] = block;
  }
  return blocks;
}

struct Sample {
  std::string_view bad;
  std::string_view where;  ///< of the finding, a line and a column
  std::string_view good;
};

std::string whole(std::string_view inside) {
  return fmt::format("<AMPSConfig>\n{}\n</AMPSConfig>\n", inside);
}

const std::map<std::string_view, Sample>& samples() {
  static const std::map<std::string_view, Sample> all{
      {"tls-everywhere",
       {"<Transports><Transport><Type>tcp</Type><InetAddr>9007</InetAddr></Transport></Transports>",
        "2:30",
        "<Transports><Transport><Type>tcps</Type><InetAddr>9007</InetAddr></Transport>"
        "<Transport><Type>tcp</Type><InetAddr>localhost:9008</InetAddr></Transport></Transports>"}},
      {"ports-of-production",
       {"<Name>prod-1</Name><Transports><Transport><InetAddr>10.1.0.7:19007</InetAddr></Transport>"
        "</Transports>",
        "2:53",
        "<Name>prod-1</Name><Transports><Transport><InetAddr>9007</InetAddr></Transport>"
        "<Transport><InetAddr>10.1.0.7:9008</InetAddr></Transport></Transports>"}},
      {"instance-names", {"<Name>prod-Orders</Name>", "2:7", "<Name>prod-orders-1</Name>"}},
      {"no-shutdown",
       {"<Name>prod-1</Name><Actions><Action><Do><Module>amps-action-do-shutdown</Module></Do>"
        "</Action></Actions>",
        "2:49",
        "<Name>dev-1</Name><Actions><Action><Do><Module>amps-action-do-shutdown</Module></Do>"
        "</Action></Actions>"}},
      {"authentication",
       {"<Transports><Transport><Name>a</Name></Transport></Transports>", "2:14",
        "<Authentication><Module>m</Module></Authentication>"
        "<Transports><Transport><Name>a</Name></Transport></Transports>"}},
      {"journal-disk",
       {"<TransactionLog><JournalDirectory>/data/j</JournalDirectory></TransactionLog>", "2:35",
        "<TransactionLog><JournalDirectory>/journal/one</JournalDirectory></TransactionLog>"}},
      {"recorded-topics",
       {"<SOW><Topic><Name>a</Name></Topic><Topic><Name>b</Name></Topic></SOW>"
        "<TransactionLog><Topic><Name>a</Name></Topic></TransactionLog>",
        "2:48",
        "<SOW><Topic><Name>a</Name></Topic></SOW>"
        "<TransactionLog><Topic><Name>.*</Name></Topic></TransactionLog>"}},
      {"admin-closed",
       {"<Admin><InetAddr>8085</InetAddr></Admin>", "2:18",
        "<Admin><InetAddr>localhost:8085</InetAddr></Admin>"}},
      {"log-file",
       {"<Logging><Target><Protocol>stdout</Protocol></Target></Logging>", "1:2",
        "<Logging><Target><Protocol>stdout</Protocol></Target>"
        "<Target><Protocol>file</Protocol></Target></Logging>"}},
      {"absolute-paths",
       {"<SOW><Topic><FileName>./sow/a.sow</FileName></Topic></SOW>", "2:23",
        "<SOW><Topic><FileName>/sow/a.sow</FileName></Topic></SOW>"}}};
  return all;
}

TEST(Policies, ThoseOfTheDocumentFindWhatTheySay) {
  const auto blocks = documented();
  EXPECT_GE(blocks.size(), 10U);
  for (const auto& [name, block] : blocks) {
    SCOPED_TRACE(name);
    const auto sample = samples().find(name);
    ASSERT_NE(sample, samples().end());
    const LintResult bad = lint_with(block, whole(sample->second.bad));
    EXPECT_EQ(lines_of(bad),
              Texts{fmt::format("amps.xml:{}: policy-{}", sample->second.where, name)});
    EXPECT_TRUE(bad.errors.empty() && bad.notices.empty());
    EXPECT_EQ(lines_of(lint_with(block, whole(sample->second.good))), Texts{});
  }
}

/// Ids of policies can never clash with those of a later release.
TEST(Policies, NoRuleOfOursHasTheirPrefix) {
  for (const NamedRule& rule : all_rules()) EXPECT_FALSE(rule.id.starts_with(policy_prefix));
}

TEST(Policies, MistakesAreReportedWithTheirPlaces) {
  const auto one = [](const std::string& workspace) {
    const Texts errors = errors_of(workspace);
    EXPECT_EQ(errors.size(), 1U) << workspace;
    return errors.empty() ? std::string() : errors.front();
  };
  EXPECT_EQ(one(policy("//Transport[matches(Name, 'a')]")),
            "ampslint.toml:4:22: XPath 1.0 has no function 'matches'");
  EXPECT_EQ(one(policy("//Transport[start-with(Name, 'a')]")),
            "ampslint.toml:4:22: XPath 1.0 has no function 'start-with'; did you mean "
            "'starts-with'?");
  EXPECT_EQ(one(policy("//Transport[Name = $env]")),
            "ampslint.toml:4:29: '$env' is not defined: there are no variables here");
  EXPECT_EQ(one(policy("count(//Transport)")),
            "ampslint.toml:4:10: this expression selects no nodes; a condition stands in brackets "
            "behind what it is for, as in '/AMPSConfig[not(Admin)]'");
  EXPECT_EQ(one(policy("//Transport[contains(Name)]")),
            "ampslint.toml:4:22: wrong number or kind of arguments for 'contains'");
  EXPECT_TRUE(one(policy("//Transport[")).starts_with("ampslint.toml:4:22: "));
  EXPECT_TRUE(one(policy("")).starts_with("ampslint.toml:4:"));
  EXPECT_TRUE(one(policy("//Name", "unless = \". = \"\n")).starts_with("ampslint.toml:5:"));
  // In several lines, the place is that of the slip; of an escaped text, its begin.
  EXPECT_TRUE(one("[[policy]]\nname = 'p'\nmessage = 'm'\nxpath = '''\n//Name\n[nope()]'''\n")
                  .starts_with("ampslint.toml:6:2: XPath"));
  EXPECT_TRUE(one("[[policy]]\nname = 'p'\nmessage = 'm'\nxpath = \"\\u002f/a[nope()]\"\n")
                  .starts_with("ampslint.toml:4:9: XPath"));
  EXPECT_TRUE(one("[[policy]]\nname = 'p'\nmessage = 'm'\nxpath = \"//a\\u0000b\"\n").find("NUL") !=
              std::string::npos);
  const std::string rest = "message = 'm'\nxpath = '//Name'\n";
  EXPECT_EQ(one("[[policy]]\nname = 'No Shouting'\n" + rest),
            "ampslint.toml:2:9: 'No Shouting' is not a valid name of a policy; expected lower-case "
            "letters, digits and single hyphens, as in 'tls-everywhere'");
  EXPECT_EQ(one("[[policy]]\nname = 'policy-a'\n" + rest),
            "ampslint.toml:2:9: the name 'policy-a' begins with 'policy-', which its id has "
            "anyway; write 'a'");
  EXPECT_EQ(one("[[policy]]\nname = 'uri-host-empty'\n" + rest),
            "ampslint.toml:2:9: 'uri-host-empty' is already a rule of ampslint; choose another "
            "name");
  EXPECT_EQ(one("[[policy]]\nname = 'a'\n" + rest + "[[policy]]\nname = 'a'\n" + rest),
            "ampslint.toml:6:9: two policies are called 'a'; the other one is at "
            "ampslint.toml:2:9");
  EXPECT_EQ(one("[[policy]]\nname = 'a'\nmessage = ' '\nxpath = '//Name'\n"),
            "ampslint.toml:3:12: the message of a policy is empty");
  EXPECT_EQ(one(policy("//Name", "severity = \"bad\"\n")),
            "ampslint.toml:5:12: unknown value 'bad' of 'severity' (one of error, warning, note)");
  EXPECT_EQ(errors_of("[[policy]]\nname = 'a'\n").size(), 2U);
}

TEST(Policies, FindingsStandWhereTheirNodesAre) {
  const std::string text =
      "<AMPSConfig>\n  <Name>a</Name>\n  <Include mode=\"x\">more.xml</Include>\n"
      "  <Admin/>\n</AMPSConfig>\n";
  const auto places = [&text](const std::string& xpath) {
    return lines_of(lint_with(policy(xpath), text));
  };
  EXPECT_EQ(places("/AMPSConfig"), Texts{"amps.xml:1:2: policy-p"});
  EXPECT_EQ(places("/"), Texts{"amps.xml:1:2: policy-p"});
  EXPECT_EQ(places("/AMPSConfig/Name"), Texts{"amps.xml:2:9: policy-p"});
  EXPECT_EQ(places("/AMPSConfig/Name/text()"), Texts{"amps.xml:2:9: policy-p"});
  EXPECT_EQ(places("/AMPSConfig/Admin"), Texts{"amps.xml:4:4: policy-p"});
  EXPECT_EQ(places("//Topic/Name"), Texts{"more.xml:1:19: policy-p"});
  EXPECT_EQ(places("//Topic/Name | /AMPSConfig/Name").size(), 2U);
  const std::string attributes = "<AMPSConfig><Name a=\"b\" c=\"\">x</Name></AMPSConfig>\n";
  EXPECT_EQ(lines_of(lint_with(policy("//@a"), attributes)), Texts{"amps.xml:1:22: policy-p"});
  EXPECT_EQ(lines_of(lint_with(policy("//@c"), attributes)), Texts{"amps.xml:1:25: policy-p"});
}

/// What another value of an unknown variable would take away is not reported.
TEST(Policies, UnknownValuesAreGivenTheBenefitOfTheDoubt) {
  const std::string text = whole(
      "<Transports><Transport><Name>a</Name><Type>tcp</Type><InetAddr>${PORT_OF_A}</InetAddr>"
      "</Transport></Transports>");
  const auto number = [&text](const std::string& xpath, const std::string& rest = "") {
    return lint_with(policy(xpath, rest), text).diagnostics.size();
  };
  EXPECT_EQ(number("//InetAddr[not(starts-with(., '9'))]"), 0U);
  EXPECT_EQ(number("//InetAddr[. < 9000]"), 0U);
  EXPECT_EQ(number("//InetAddr[not(. > 9000)]"), 0U);
  EXPECT_EQ(number("//Transport[InetAddr != '9007']"), 0U);
  EXPECT_EQ(number("//InetAddr[not(contains(., ':'))]"), 0U);
  EXPECT_EQ(number("//Transport", "unless = \"InetAddr = 9007\"\n"), 0U);
  EXPECT_EQ(number("//Transport[Type = 'tcp']"), 1U);
  EXPECT_EQ(number("//Transport[InetAddr]"), 1U);
  // What is missing may stand in a file that could not be included.
  const std::string included = whole("<Include>nothing.xml</Include><Name>a</Name>");
  EXPECT_EQ(lines_of(lint_with(policy("/AMPSConfig[not(Admin)]"), included)), Texts{});
  EXPECT_EQ(lines_of(lint_with(policy("/AMPSConfig/Name"), included)).size(), 1U);
}

TEST(Policies, ARuleLikeAnyOther) {
  const std::string text =
      whole("<Name>a</Name>\n<!-- ampslint-ignore policy-p: known -->\n<Group>b</Group>");
  const std::string all = policy("//Name | //Group");
  const LintResult result = lint_with(all, text);
  EXPECT_EQ(lines_of(result), Texts{"amps.xml:2:7: policy-p"});
  EXPECT_EQ(result.suppressed.size(), 1U);
  EXPECT_EQ(result.diagnostics.front().severity, Severity::error);
  EXPECT_EQ(lines_of(lint_with(all + "[rules]\n\"policy-p\" = \"off\"\n", text, {})), Texts{});
  EXPECT_EQ(lines_of(lint_with("", text, {})), Texts{"amps.xml:3:22: ignore-rule-unknown"});
  const std::string over = "[[override]]\npaths = ['*.xml']\nrules = {'policy-*' = 'note'}\n";
  EXPECT_EQ(lint_with(all + over, text).diagnostics.front().severity, Severity::note);
  const std::string ignored = "[[ignore]]\nrules = ['policy-p']\nelement = 'Name'\nreason = 'r'\n";
  EXPECT_EQ(lint_with(all + ignored, text).suppressed.size(), 2U);
}

TEST(Policies, SecretsStaySecretInEveryFormat) {
  const std::string workspace =
      "[[policy]]\nname = 'no-default'\nmessage = \"do not use 'hunter2hunter2'\"\n"
      "xpath = \"//Password[. = 'hunter2hunter2']\"\n";
  const std::string text = whole(
      "<Authentication><Module>m</Module><Options><Password>hunter2hunter2</Password></Options>"
      "</Authentication>");
  const LintResult result = lint_with(workspace, text);
  EXPECT_EQ(lines_of(result).size(), 1U);
  for (const NamedReport& report : all_reports()) {
    if (report.probe_only) continue;
    std::ostringstream out;
    report.report(result, {}, out);
    EXPECT_EQ(out.str().find("hunter2"), std::string::npos) << report.name << "\n" << out.str();
  }
}

TEST(Policies, ASlipInANameIsNoticed) {
  const LintResult result = lint_with(policy("//Trasport[Name = 'a']"), whole("<Name>a</Name>"));
  ASSERT_EQ(result.notices.size(), 1U);
  EXPECT_EQ(result.notices.front(),
            "ampslint.toml:2:9: AMPS has no element 'Trasport'; did you mean 'Transport'?");
  EXPECT_TRUE(lint_with(policy("//Trasport"), whole("<Trasport/>")).notices.empty());
}

/// A configuration of many elements, and expressions that would look at them for hours.
TEST(Policies, WhatTakesTooLongIsAnErrorAndTheRestIsChecked) {
  std::string topics = "<Name>a</Name><SOW>";
  for (int i = 0; i < 5000; ++i) topics += fmt::format("<Topic><Name>t{}</Name></Topic>", i);
  topics += "</SOW>";
  for (const char* hostile :
       {"//*[//*[//*]]", "//*[count(//*[following::*[. = 'x']]) = 1]", "//*[. = //*[. != //*]]",
        "//*[translate(/, //*, '') = string(//*[//*])]", "//*[preceding::*[preceding::*]]",
        "//node()[ancestor::node()[descendant::node()[ancestor::node()[descendant::node()]]]]"}) {
    const LintResult result =
        lint_with(policy(hostile) + "[[policy]]\nname = 'q'\nmessage = 'm'\nxpath = '/*/Name'\n",
                  whole(topics));
    ASSERT_EQ(result.errors.size(), 1U) << hostile;
    EXPECT_EQ(result.errors.front().message,
              "ampslint.toml:2:9: 'policy-p' takes too many steps to apply to 'amps.xml' and is "
              "not checked there");
    EXPECT_EQ(lines_of(result), Texts{"amps.xml:2:7: policy-q"});
  }
  for (const char* usual :
       {"//Topic[Name = preceding-sibling::Topic[1]/Name]", "//Topic[not(Name)]",
        "/AMPSConfig/SOW/Topic/Name[not(. = /AMPSConfig/TransactionLog/Topic/Name)]",
        "//Topic[contains(Name, 'x')]", "//*[@x]", "//Name[string-length(.) > 100]"}) {
    const LintResult result = lint_with(policy(usual), whole(topics));
    EXPECT_TRUE(result.errors.empty()) << usual;
  }
}

}  // namespace
}  // namespace ampslint::testing
