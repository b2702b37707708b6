// The workspace file: what is read, how mistakes are reported, and what it changes.
#include "load/workspace/workspace.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "check/rule.hpp"
#include "driver/lint.hpp"
#include "load/proxies/nginx.hpp"
#include "load/workspace/keys.hpp"
#include "model/clients/kind.hpp"
#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

constexpr std::string_view orders = R"(<AMPSConfig>
  <Name>one</Name>
  <Transports>
    <Transport><Name>any-tcp</Name><Type>tcp</Type><InetAddr>9007</InetAddr></Transport>
    <Transport><Name>any-ws</Name><Type>tcp</Type><InetAddr>9008</InetAddr><Protocol>websocket</Protocol></Transport>
  </Transports>
</AMPSConfig>
)";

/// A run in a folder with that workspace and two instances alike.
LintResult run(const std::string& workspace, std::vector<std::string> clients = {},
               std::vector<std::string> paths = {}) {
  const TemporaryFolder folder;
  folder.write("ampslint.toml", workspace);
  folder.write("a.xml", std::string(orders));
  folder.write("b.xml", std::string(orders));
  folder.write("nginx.conf",
               "server { listen 80; server_name edge; location / { proxy_pass http://$backend; "
               "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; "
               "proxy_set_header Connection upgrade; } }");
  folder.write("underscore.txt", "tcp://my_db:9007/amps/json\n");
  folder.write("clients.txt", "tcp://db1:9007/amps/json\nws://db1:9008/amps/json\n");
  const InFolder in(folder.path());
  Request request;
  request.workspace = "ampslint.toml";
  request.clients = std::move(clients);
  request.paths = std::move(paths);
  Result<LintResult> result = lint(request);
  EXPECT_TRUE(result.has_value()) << result.error().what;
  return std::move(*result);
}

std::vector<std::string> errors_of(const std::string& workspace) {
  std::vector<std::string> errors;
  for (const InputError& error : run(workspace).errors) errors.push_back(error.message);
  return errors;
}

std::vector<std::string> verdicts(const LintResult& result) {
  std::vector<std::string> found;
  for (const Connection& connection : result.connections) {
    found.emplace_back(to_string(connection.verdict));
  }
  return found;
}

using StringInputs = std::vector<std::string>;

TEST(Workspace, MistakesAreReportedWithTheirPlaces) {
  EXPECT_EQ(errors_of("[[instnace]]\nconfiguration = 'a.xml'\n"),
            StringInputs{"ampslint.toml:1:3: unknown key 'instnace'; did you mean 'instance'?"});
  EXPECT_EQ(errors_of("[[instance]]\nconfiguration = 'a.xml'\nhosts = 'db1'\n"),
            StringInputs{"ampslint.toml:3:9: 'hosts' must be a list of strings"});
  EXPECT_EQ(
      errors_of("[[instance]]\nhosts = ['db1']\n"),
      StringInputs{"ampslint.toml:1:1: 'configuration' is missing: The AMPSConfig file, relative "
                   "to the workspace file's folder"});
  EXPECT_EQ(errors_of("presets = ['pedantik']\n"),
            StringInputs{"ampslint.toml:1:12: unknown value 'pedantik' of 'presets'; did you mean "
                         "'pedantic'? (one of default, pedantic, security)"});
  EXPECT_EQ(
      errors_of("[[instance]]\nconfiguration = 'a.xml'\nports = ['x:9007']\n"),
      StringInputs{
          "ampslint.toml:3:11: 'x:9007' is not a valid port mapping; expected 'outside:inside', "
          "as in '29007:9007'"});
  EXPECT_EQ(errors_of("amps-version = 'new'\n").size(), 1U);
  EXPECT_EQ(errors_of("[[proxy]]\nname = 'x'\n"),
            StringInputs{"ampslint.toml:1:1: a proxy needs 'listen', or 'nginx'"});
  // All of them in one run.
  EXPECT_EQ(errors_of("presett = 1\nfail-on = 'x'\n[[clients]]\nscann = []\n").size(), 3U);
}

TEST(Workspace, BrokenSyntaxIsReportedAndNothingElse) {
  const StringInputs errors = errors_of("[[instance]\n");
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_TRUE(errors.front().starts_with("ampslint.toml:1:")) << errors.front();
}

TEST(Workspace, OtherLettersStandInQuotesAndCommentsOnly) {
  EXPECT_EQ(errors_of("presets = []\na\uFEBF = 5\n"),
            StringInputs{"ampslint.toml:2:2: '\uFEBF' outside quotes"});
  EXPECT_EQ(errors_of("a = 'x\n\xFF\n"), StringInputs{"ampslint.toml:2:1: '\\xff' outside quotes"});
  EXPECT_EQ(errors_of("# é\n[[ignore]]\nrules = ['connect-*'] # é\nreason = \"\"\"\né \\\"\"\" é "
                      "'\n\"\"\"\"\"\npaths = ['''é''', \"é\\\"é\", \"\", '']\n"),
            StringInputs{});
}

TEST(Workspace, UnknownRulesAreReportedWithTheirPlace) {
  const TemporaryFolder folder;
  folder.write("ampslint.toml", "[rules]\nuri-host-emty = 'off'\n");
  const InFolder in(folder.path());
  Request request;
  request.workspace = "ampslint.toml";
  const Result<LintResult> result = lint(request);
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().what,
            "ampslint.toml:2:1: no rule is called 'uri-host-emty'; did you mean 'uri-host-empty'?");
}

/// One instance behind a proxy with one route.
std::string behind_proxy(const std::string& route, const std::string& listen = "edge:443") {
  return "[[instance]]\nconfiguration = 'a.xml'\nhosts = ['db1']\n[[proxy]]\nname = 'edge'\n"
         "listen = ['" +
         listen + "']\ntls = true\n[[proxy.route]]\npath = '/'\n" + route;
}

TEST(Workspace, ARouteMayNameItsTransport) {
  const auto verdict = [](const std::string& route) {
    return verdicts(run(behind_proxy(route), {"wss://edge:443/amps/json"})).at(0);
  };
  EXPECT_EQ(verdict("instance = 'one'\ntransport = 'any-ws'\n"), "compatible");
  EXPECT_EQ(verdict("instance = 'one'\ntransport = 'any-tcp'\n"), "refused");
  EXPECT_EQ(verdict("instance = 'one'\n"), "compatible");
  EXPECT_EQ(verdict("to = 'db1:9008'\n"), "compatible");
}

TEST(Workspace, WhereARouteLeadsMayNotBeKnown) {
  const std::string workspace =
      "[[instance]]\nconfiguration = 'a.xml'\nhosts = ['db1']\n[[proxy]]\nnginx = 'nginx.conf'\n";
  EXPECT_EQ(verdicts(run(workspace, {"ws://edge:80/amps/json", "ws://edge:80/amps/json"})),
            (StringInputs{"unknown", "unknown"}));
}

TEST(Workspace, TheSameStringMayNotComeToTheSame) {
  const std::string instance = "[[instance]]\nconfiguration = 'a.xml'\n";
  // For another kind of client.
  const std::string group = "[[clients]]\nlists = ['underscore.txt']\nname = ";
  const LintResult kinds =
      run(instance + group + "'a'\nkind = 'c++'\n" + group + "'b'\nkind = 'java'\n");
  ASSERT_EQ(kinds.diagnostics.size(), 1U);
  EXPECT_EQ(all_rules()[kinds.diagnostics.front().rule].id, "uri-host-underscore");
  // For a host that is a proxy.
  const std::string proxy =
      "[[proxy]]\nname = 'edge'\nlisten = ['edge:9008']\n[[proxy.route]]\npath = '/other'\n"
      "to = 'db1:9008'\n";
  EXPECT_EQ(
      verdicts(run(instance + proxy, {"ws://db1:9008/amps/json", "ws://edge:9008/amps/json"})),
      (StringInputs{"compatible", "refused"}));
}

TEST(Workspace, ARouteThatLeadsToNothingKnownIsReported) {
  EXPECT_EQ(errors_of(behind_proxy("instance = 'on'\n")),
            StringInputs{"ampslint.toml:10:13: no instance is called 'on'; did you mean 'one'?"});
  EXPECT_EQ(
      errors_of(behind_proxy("instance = 'one'\ntransport = 'any-w'\n")),
      StringInputs{"ampslint.toml:11:14: instance 'one' has no transport 'any-w'; did you mean "
                   "'any-ws'?"});
  EXPECT_EQ(errors_of(behind_proxy("to = 'db1:x'\n")),
            StringInputs{"ampslint.toml:10:7: 'db1:x' is not an address; expected 'host:port'"});
  EXPECT_EQ(errors_of(behind_proxy("transport = 'any-ws'\n")),
            StringInputs{"ampslint.toml:9:9: a route needs 'to' or 'instance'"});
  EXPECT_EQ(errors_of(behind_proxy("to = 'db1:9008'\n", "edge:x")),
            StringInputs{
                "ampslint.toml:6:12: 'edge:x' is not an address; expected 'host:port' as clients "
                "use it"});
}

TEST(Workspace, AListedHostIsItsInstancesAlone) {
  const std::string workspace =
      "[[instance]]\nconfiguration = 'a.xml'\nhosts = ['db1', '10.0.0.1', 'fe80::1']\n"
      "[[instance]]\nconfiguration = 'b.xml'\nhosts = ['DB2']\n";
  const LintResult result =
      run(workspace, {"tcp://db1:9007/amps/json", "tcp://db2:9007/amps/json",
                      "tcp://db3:9007/amps/json", "tcp://10.0.0.1:9007/amps/json",
                      "tcp://[FE80::1]:9007/amps/json", "tcp://localhost:9007/amps/json"});
  EXPECT_EQ(verdicts(result), (StringInputs{"compatible", "compatible", "unserved", "compatible",
                                            "compatible", "compatible"}));
  EXPECT_EQ(result.inputs.sources[result.connections[1].instance->document.source].path, "b.xml");
}

TEST(Workspace, AnInstanceWithoutHostsIsAtAnyThatNobodyLists) {
  const std::string workspace =
      "[[instance]]\nconfiguration = 'a.xml'\nhosts = ['db1']\n"
      "[[instance]]\nconfiguration = 'b.xml'\n";
  const LintResult result =
      run(workspace, {"tcp://db1:9007/amps/json", "tcp://other:9007/amps/json"});
  EXPECT_EQ(verdicts(result), (StringInputs{"compatible", "compatible"}));
  EXPECT_EQ(result.inputs.sources[result.connections[1].instance->document.source].path, "b.xml");
}

TEST(Workspace, OnlyPublishedPortsOfAContainerAreReachedFromOutside) {
  const std::string workspace =
      "[[instance]]\nconfiguration = 'a.xml'\nhosts = ['localhost']\nports = ['29007:9007']\n"
      "container-names = ['amps']\n";
  const LintResult result =
      run(workspace, {"tcp://localhost:29007/amps/json", "tcp://localhost:9007/amps/json",
                      "tcp://amps:9007/amps/json", "tcp://amps:29007/amps/json",
                      "ws://localhost:9008/amps/json", "ws://amps:9008/amps/json"});
  EXPECT_EQ(verdicts(result), (StringInputs{"compatible", "unserved", "compatible", "unserved",
                                            "unserved", "compatible"}));
  // The suggestion is the port that clients see.
  const auto unserved = std::ranges::find_if(
      result.diagnostics, [](const Diagnostic& found) { return found.fix.has_value(); });
  ASSERT_NE(unserved, result.diagnostics.end());
  EXPECT_EQ(unserved->fix->edits.front().text, "29007");
}

TEST(Workspace, PortsArePublishedWhereNoHostIsListedToo) {
  const std::string published = "[[instance]]\nconfiguration = 'a.xml'\nports = ['29007:9007']\n";
  const StringInputs strings = {"tcp://other:29007/amps/json", "tcp://other:9007/amps/json"};
  const StringInputs expected = {"compatible", "unserved"};
  EXPECT_EQ(verdicts(run(published, strings)), expected);
  EXPECT_EQ(verdicts(run(published + "[[instance]]\nconfiguration = 'b.xml'\nhosts = ['db1']\n",
                         strings)),
            expected);
}

TEST(Workspace, TheNearestIsOfTheListedHost) {
  const LintResult result =
      run("[[instance]]\nconfiguration = 'a.xml'\nhosts = ['db1']\n"
          "[[instance]]\nconfiguration = 'b.xml'\nhosts = ['db2']\n",
          {"tcp://db2:9006/amps/json", "tcp://nobody:9006/amps/json"});
  StringInputs nearest;
  for (const Diagnostic& found : result.diagnostics) {
    const std::size_t at = found.message.rfind("of host");
    nearest.push_back(at == std::string::npos ? found.message : found.message.substr(at));
  }
  EXPECT_EQ(nearest, (StringInputs{"of host 'db2'", "of host 'db1'"}));
}

TEST(Workspace, ConnectionsAreOfferedAsClientsSeeThem) {
  const TemporaryFolder folder;
  folder.write("a.xml", std::string(orders));
  folder.write(
      "ampslint.toml",
      "[[instance]]\nconfiguration = 'a.xml'\nhosts = ['fe80::1']\nports = ['29007:9007']\n");
  const InFolder in(folder.path());
  Request request;
  request.workspace = "ampslint.toml";
  const auto found = offers(request);
  ASSERT_TRUE(found.has_value());
  EXPECT_NE(std::ranges::count(found->front().strings, "tcp://[fe80::1]:29007/amps/json"), 0);
}

TEST(Workspace, APathChecksThatFileWithWhatIsKnownOfIt) {
  const std::string workspace =
      "[[instance]]\nconfiguration = 'a.xml'\nhosts = ['db1']\n"
      "[[instance]]\nconfiguration = 'b.xml'\nhosts = ['db2']\n";
  const LintResult result =
      run(workspace, {"tcp://db1:9007/amps/json", "tcp://db2:9007/amps/json"}, {"a.xml"});
  EXPECT_EQ(result.inputs.instances.size(), 1U);
  EXPECT_EQ(verdicts(result), (StringInputs{"compatible", "unserved"}));
}

TEST(Workspace, LevelsAndOverrides) {
  const std::string instances = "[[instance]]\nconfiguration = 'a.xml'\n";
  const std::string string = "tcp://db1:9070/amps/json";
  const auto severity = [&](const std::string& workspace) {
    const LintResult result = run(workspace + instances, {string});
    return result.diagnostics.empty()
               ? std::string("silent")
               : std::string(to_string(*result.diagnostics.front().severity));
  };
  EXPECT_EQ(severity(""), "error");
  EXPECT_EQ(severity("[rules]\nconnect-unserved = 'note'\n"), "note");
  EXPECT_EQ(severity("[rules]\n'connect-*' = 'off'\n"), "silent");
  EXPECT_EQ(severity("[rules]\n'connect-*' = 'off'\nconnect-unserved = 'warning'\n"), "warning");
  EXPECT_EQ(run(instances + "fail-on = 'never'\n").errors.size(), 1U);  // a key of the instance
  EXPECT_EQ(run("fail-on = 'never'\n" + instances).fail_on, Threshold::never);
}

TEST(Workspace, AnOverrideHoldsForItsPathsOnly) {
  const TemporaryFolder folder;
  folder.write("ampslint.toml",
               "[[override]]\npaths = ['old/']\nrules = { connect-unserved = 'off' }\n");
  folder.write("a.xml", std::string(orders));
  folder.write("new/list.txt", "tcp://db1:9070/amps/json\n");
  folder.write("old/list.txt", "tcp://db1:9070/amps/json\n");
  const InFolder in(folder.path());
  Request request;
  request.workspace = "ampslint.toml";
  request.client_files = {"new/list.txt", "old/list.txt"};
  const Result<LintResult> result = lint(request);
  ASSERT_TRUE(result.has_value());
  ASSERT_EQ(result->diagnostics.size(), 1U);
  EXPECT_EQ(result->inputs.sources[result->diagnostics.front().where.source].path, "new/list.txt");
}

TEST(Workspace, ChoicesAreThoseOfTheTool) {
  const auto key = [](std::span<const WorkspaceKey> keys, std::string_view name) {
    return *std::ranges::find(keys, name, &WorkspaceKey::name);
  };
  const auto top = workspace_keys();
  StringInputs presets;
  for (const Preset preset : all_presets) presets.emplace_back(to_string(preset));
  const auto known = key(top, "presets").choices;
  EXPECT_EQ(StringInputs(known.begin(), known.end()), presets);
  StringInputs kinds;
  for (const ClientKind kind : all_client_kinds) kinds.emplace_back(to_string(kind));
  const auto listed = key(key(top, "clients").keys, "kind").choices;
  EXPECT_EQ(StringInputs(listed.begin(), listed.end()), kinds);
  for (const std::string_view word : key(top, "fail-on").choices) {
    EXPECT_TRUE(threshold_named(word).has_value()) << word;
  }
  for (const std::string_view word : key(top, "rules").choices) {
    EXPECT_TRUE(word == "off" || severity_named(word).has_value()) << word;
  }
}

Result<Nginx> nginx_of(const std::string& text, Sources& sources) {
  const TemporaryFolder folder;
  folder.write("nginx.conf", text);
  folder.write("sites/a.conf", "server { listen 81; server_name included; }\n");
  const InFolder in(folder.path());
  NginxAmount amount;
  return read_nginx(disk(), "nginx.conf", sources, amount);
}

TEST(Nginx, ServersListensAndNames) {
  Sources sources;
  const Result<Nginx> nginx = nginx_of(R"(# a comment with { and ;
events {}
http {
  server { listen 443 ssl; listen [::]:443 ssl; server_name "a.example.com" b; }
  server { listen 80; ssl off; location / { return 301 https://$host$request_uri; } }
  include sites/*.conf;
}
)",
                                       sources);
  ASSERT_TRUE(nginx.has_value()) << nginx.error().what;
  ASSERT_EQ(nginx->servers.size(), 3U);
  EXPECT_TRUE(nginx->servers[0].listens[0].tls);
  EXPECT_EQ(nginx->servers[0].listens[1].address, "[::]:443");
  EXPECT_EQ(nginx->servers[0].names[0].value, "a.example.com");
  EXPECT_FALSE(nginx->servers[1].listens[0].tls);
  EXPECT_EQ(nginx->servers[2].names[0].value, "included");
}

TEST(Nginx, HeadersAreInheritedAsAWhole) {
  Sources sources;
  const Result<Nginx> nginx = nginx_of(R"(
proxy_set_header Upgrade $http_upgrade;
proxy_set_header Connection upgrade;
server {
  listen 80;
  location /a/ { proxy_pass http://db1:9007; }
  location ~* "^/b{1,2}/" { proxy_pass http://db1:9007; proxy_set_header Host $host; }
}
)",
                                       sources);
  ASSERT_TRUE(nginx.has_value()) << nginx.error().what;
  const auto& locations = nginx->servers.at(0).outer.locations;
  EXPECT_EQ(locations.at(0).upgrades, true);
  EXPECT_EQ(locations.at(1).upgrades, false);
  EXPECT_EQ(locations.at(1).kind, LocationKind::regex_any_case);
  EXPECT_EQ(locations.at(1).path.value, "^/b{1,2}/");
}

TEST(Nginx, BrokenFilesAreReportedWithTheirPlace) {
  const std::pair<std::string, std::string> broken[] = {
      {"server {", "nginx.conf:1:9: a '}' is missing"},
      {"}", "nginx.conf:1:1: this '}' closes nothing"},
      {"listen 80", "nginx.conf:1:10: a ';' is missing"},
      {"server_name \"a;\n", "nginx.conf:1:13: a quote is not closed"},
      {";", "nginx.conf:1:1: unexpected ';'"},
      {"include nginx.conf;", "blocks nest deeper than 64"},
  };
  for (const auto& [text, message] : broken) {
    Sources sources;
    const Result<Nginx> nginx = nginx_of(text, sources);
    ASSERT_FALSE(nginx.has_value()) << text;
    EXPECT_NE(nginx.error().what.find(message), std::string::npos) << nginx.error().what;
  }
  Sources sources;
  EXPECT_FALSE(nginx_of(std::string(100000, '{') + "a{", sources).has_value());
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "a {";
  EXPECT_FALSE(nginx_of(deep, sources).has_value());
}

}  // namespace
}  // namespace ampslint::testing
