// What an nginx in front of instances makes of strings, where no real one is asked
// (tests/interop/nginx_test.py asks one), and what the workspace says of containers.
#include "check/match/proxy.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "check/rule.hpp"
#include "driver/lint.hpp"
#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

constexpr std::string_view amps = R"(<AMPSConfig>
  <Name>one</Name>
  <Transports>
    <Transport><Name>any-tcp</Name><Type>tcp</Type><InetAddr>9007</InetAddr></Transport>
    <Transport><Name>any-ws</Name><Type>tcp</Type><InetAddr>9008</InetAddr><Protocol>websocket</Protocol></Transport>
    <Transport><Name>inside</Name><Type>tcp</Type><InetAddr>localhost:9009</InetAddr></Transport>
  </Transports>
</AMPSConfig>
)";

constexpr std::string_view headers =
    "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; "
    "proxy_set_header Connection upgrade;";

std::string pass(std::string_view to = "db1:9007") {
  return std::string(headers) + " proxy_pass http://" + std::string(to) + ";";
}

/// A run with that nginx in front of an instance on `db1`.
LintResult run(const std::string& nginx, std::vector<std::string> clients,
               const std::string& hosts = "") {
  const TemporaryFolder folder;
  folder.write("amps.xml", std::string(amps));
  folder.write("nginx.conf", nginx);
  folder.write("ampslint.toml",
               "[[instance]]\nconfiguration = 'amps.xml'\nhosts = ['db1']\n"
               "[[proxy]]\nnginx = 'nginx.conf'\n" +
                   (hosts.empty() ? "" : "hosts = ['" + hosts + "']\n"));
  const InFolder in(folder.path());
  Request request;
  request.workspace = "ampslint.toml";
  request.rules.presets = {Preset::pedantic};
  request.clients = std::move(clients);
  Result<LintResult> result = lint(request);
  EXPECT_TRUE(result.has_value()) << result.error().what;
  return std::move(*result);
}

std::vector<std::string> verdicts_of(const LintResult& result) {
  std::vector<std::string> found;
  for (const Connection& connection : result.connections) {
    found.emplace_back(to_string(connection.verdict));
  }
  return found;
}

std::string verdict(const std::string& nginx, const std::string& client,
                    const std::string& hosts = "") {
  return verdicts_of(run(nginx, {client}, hosts)).at(0);
}

bool reports(const LintResult& result, std::string_view rule) {
  return std::ranges::any_of(result.diagnostics, [rule](const Diagnostic& found) {
    return all_rules()[found.rule].id == rule;
  });
}

constexpr const char* at_80 = "tcp://edge:80/amps/json?http_preflight=true";

TEST(Proxy, ListensWithoutAPortOrAtAll) {
  const std::string here = "location / { " + pass() + " }";
  for (const std::string listen :
       {"", "listen 80;", "listen *:80;", "listen 10.0.0.7;", "listen *;", "listen [::];",
        "listen 79-81;", "listen edge;", "listen 443 quic; listen 80;"}) {
    EXPECT_EQ(verdict("server { " + listen + " server_name edge; " + here + " }", at_80),
              "compatible")
        << listen;
  }
  for (const std::string listen : {"listen 81;", "listen 80 quic;", "listen unix:/run/x;"}) {
    EXPECT_EQ(verdict("server { " + listen + " server_name edge; " + here + " }", at_80),
              "unserved")
        << listen;
  }
}

TEST(Proxy, TlsIsOfTheAddress) {
  const std::string nginx =
      "server { listen 443 ssl; server_name a; } server { listen 443; server_name edge; location / "
      "{ " +
      pass() + " } }";
  EXPECT_EQ(verdict(nginx, "tcps://edge:443/amps/json?http_preflight=true"), "compatible");
  EXPECT_EQ(verdict(nginx, "tcp://edge:443/amps/json?http_preflight=true"), "refused");
}

TEST(Proxy, AnAddressOfItsOwnComesBeforeAny) {
  const std::string here = "location / { " + pass() + " }";
  const std::string nginx = "server { listen 80; " + here + " } server { listen 10.0.0.7:80; }";
  EXPECT_EQ(verdict(nginx, "tcp://10.0.0.7:80/amps/json?http_preflight=true"), "refused");
  EXPECT_EQ(verdict(nginx, "tcp://10.0.0.8:80/amps/json?http_preflight=true", "10.0.0.8"),
            "compatible");
  // Which of the two the name stands for is not known.
  EXPECT_EQ(verdict(nginx, at_80, "edge"), "unknown");
}

TEST(Proxy, WhatAFileHoldsThatIsNotHereIsNotKnown) {
  const std::string here = "location / { " + pass() + " }";
  const std::pair<std::string, std::string> kinds[] = {
      {"http { server { listen 80; server_name edge; include x/orders.conf; } }", "unknown"},
      {"http { include /none/*.conf; }", "unknown"},
      {"http { include /none/x.conf; server { listen 80; server_name edge; location / { " + pass() +
           " } } }",
       "compatible"},
      {"http { include /none/x.conf; server { listen 80; server_name edge; location / { "
       "proxy_pass http://db1:9007; } } }",
       "unknown"},
      {"http { include mime.types; include /etc/nginx/none/fastcgi_params; server { listen 80; "
       "server_name edge; } }",
       "refused"},
      {"http { server { listen 80; server_name edge; location / { include proxy_params; " + pass() +
           " } } }",
       "compatible"},
      {"http { map $a $b { include none.map; } server { listen 80; server_name edge; " + here +
           " } }",
       "compatible"},
      {"http { include none.d/x; server { listen 80; server_name edge; location / { " +
           std::string(headers) + " proxy_pass http://Orders; } } }",
       "unknown"},
  };
  for (const auto& [nginx, expected] : kinds) EXPECT_EQ(verdict(nginx, at_80), expected) << nginx;
  const LintResult result = run(kinds[0].first, {at_80});
  ASSERT_EQ(result.notices.size(), 1U);
  EXPECT_NE(result.notices[0].find("nginx.conf:1:54: 'x/orders.conf' is not here"),
            std::string::npos)
      << result.notices[0];
  // A host that belongs to an instance is known.
  EXPECT_EQ(verdict(kinds[1].first, "tcp://db1:9070/amps/json"), "unserved");
  EXPECT_EQ(verdict(kinds[1].first, "tcp://db1:9007/amps/json"), "compatible");
}

TEST(Proxy, ConnectionsThatAreOnlyPassedOn) {
  const std::string nginx =
      "stream { server { listen 7; proxy_pass db1:9007; } server { listen 8 ssl; proxy_pass "
      "db1:9007; } server { listen 9; proxy_pass db1:9007; proxy_ssl on; } server { listen 10 udp; "
      "proxy_pass db1:9007; } server { listen 11; proxy_pass $name; } }";
  const LintResult result =
      run(nginx,
          {"tcp://edge:7/amps/json", "tcps://edge:7/amps/json", "tcps://edge:8/amps/json",
           "tcp://edge:8/amps/json", "tcp://edge:9/amps/json", "tcp://edge:10/amps/json",
           "tcp://edge:11/amps/json", "ws://edge:7/amps/json"},
          "edge");
  EXPECT_EQ(verdicts_of(result),
            (std::vector<std::string>{"compatible", "refused", "compatible", "refused", "refused",
                                      "unserved", "unknown", "refused"}));
  EXPECT_FALSE(reports(result, "connect-preflight-missing"));
  EXPECT_EQ(verdict(nginx, "tcp://other:7/amps/json"), "unknown");
}

TEST(Proxy, FixesMakeStringsThatWorkThere) {
  const std::string nginx = "server { listen 443 ssl; server_name edge; location /feed/ { " +
                            pass() + " } location /web/ { " + pass("db1:9008") +
                            " } location /old/ { return 404; } }";
  const auto fixes_of = [&](const std::string& client) {
    std::vector<std::string> texts;
    for (const Diagnostic& found : run(nginx, {client}).diagnostics) {
      if (!found.fix) continue;
      for (const Edit& edit : found.fix->edits) texts.push_back(edit.text);
    }
    return texts;
  };
  using Texts = std::vector<std::string>;
  EXPECT_EQ(fixes_of("tcp://edge:443/feed/amps/json"), (Texts{"tcps", "?http_preflight=true"}));
  EXPECT_EQ(fixes_of("tcps://edge:443/feed/amps/json?tcp_nodelay=true"),
            (Texts{"&http_preflight=true"}));
  EXPECT_EQ(fixes_of("tcps://edge:443/old/amps/json"), Texts{});
  EXPECT_EQ(fixes_of("tcps://edge:443/amps/json"), Texts{});
  EXPECT_EQ(fixes_of("wss://edge:443/feed/amps/json"), (Texts{"tcps", "?http_preflight=true"}));
  EXPECT_EQ(fixes_of("ws://edge:443/web/amps/json"), (Texts{"wss"}));
}

TEST(Proxy, APrefixThatItNeedsIsNotMentioned) {
  const std::string nginx =
      "server { listen 80; server_name edge; location /feed/ { " + pass() + " } }";
  const LintResult through = run(
      nginx, {"tcp://edge:80/feed/amps/json?http_preflight=true", "tcp://edge:80/feed/amps/json"});
  EXPECT_FALSE(reports(through, "uri-proxy-prefix"));
  EXPECT_FALSE(reports(through, "connect-prefix-unused"));
  EXPECT_TRUE(reports(run(nginx, {"tcp://db1:9007/feed/amps/json"}), "connect-prefix-unused"));
}

TEST(Proxy, AnAddressHasItsPathElsewhere) {
  const TemporaryFolder folder;
  folder.write("amps.xml", std::string(amps));
  folder.write("nginx.conf",
               "server { listen 80; server_name edge; location /feed/ { " + pass() + " } }");
  folder.write("ampslint.toml",
               "[[instance]]\nconfiguration = 'amps.xml'\nhosts = ['db1']\n"
               "[[proxy]]\nnginx = 'nginx.conf'\n");
  folder.write("connector.properties", "amps.servers=tcp://edge:80/\n");
  const InFolder in(folder.path());
  Request request;
  request.workspace = "ampslint.toml";
  request.scanned = {"connector.properties"};
  const Result<LintResult> result = lint(request);
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(verdicts_of(*result), std::vector<std::string>{"unknown"});
  EXPECT_TRUE(result->diagnostics.empty());
}

TEST(Proxy, PublishedPortsDoNotLeadToLoopback) {
  const TemporaryFolder folder;
  folder.write("amps.xml", std::string(amps));
  folder.write("ampslint.toml",
               "[[instance]]\nconfiguration = 'amps.xml'\nhosts = ['localhost', '10.0.0.7']\n"
               "ports = ['9009:9009', '19007:9007']\ncontainer-names = ['amps']\n");
  const InFolder in(folder.path());
  Request request;
  request.workspace = "ampslint.toml";
  request.clients = {"tcp://localhost:9009/amps/json",  "tcp://127.0.0.1:9009/amps/json",
                     "tcp://10.0.0.7:9009/amps/json",   "tcp://amps:9009/amps/json",
                     "tcp://localhost:19007/amps/json", "tcp://[::1]:19007/amps/json"};
  const Result<LintResult> result = lint(request);
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(verdicts_of(*result),
            (std::vector<std::string>{"unserved", "unserved", "unserved", "unserved", "compatible",
                                      "compatible"}));
  EXPECT_TRUE(reports(*result, "connect-loopback-listener"));
}

}  // namespace
}  // namespace ampslint::testing
