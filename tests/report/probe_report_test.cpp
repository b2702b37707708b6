// What the reports make of a probe: each expected text is a file of tests/report/expected/.
// UPDATE_GOLDEN=1 writes them anew.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "driver/lint.hpp"
#include "pages/observed.hpp"
#include "support/process.hpp"
#include "support/project.hpp"
#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

constexpr std::string_view configuration = R"(<AMPSConfig>
  <Name>one</Name>
  <Transports>
    <Transport>
      <Name>any-tcp</Name>
      <Type>tcp</Type>
      <InetAddr>9007</InetAddr>
    </Transport>
    <Transport>
      <Name>secure</Name>
      <Type>tcps</Type>
      <InetAddr>9443</InetAddr>
      <Certificate>server.pem</Certificate>
      <PrivateKey>server.key</PrivateKey>
    </Transport>
  </Transports>
</AMPSConfig>
)";

/// A connection string and what is seen of it; nothing: it is not probed.
struct Endpoint {
  std::string string;
  std::string observed;
};

const Endpoint ready{.string = "tcp://user:c4n4ry@db1:9007/amps/json",
                     .observed = R"(resolve ok 10.0.0.7
took 0.44
connect ok 10.0.0.7:9007
took 0.81
warn 0.1
crit 1)"};

const Endpoint slow{.string = "tcp://db1:9007/amps/xml?tcp_nodelay=true",
                    .observed = R"(resolve ok 10.0.0.7
took 240.5
connect ok 10.0.0.7:9007
took 0.8
logon ok AMPS 5.3.5.135
took 10
logon-wanted
warn 0.1
crit 1)"};

const Endpoint expired{.string = "tcps://db1:9443/amps/json", .observed = R"(resolve ok 10.0.0.7
took 0.4
connect ok 10.0.0.7:9443
took 0.3
tls failed TLSv1.3, TLS_AES_256_GCM_SHA384
took 2.1
fault certificate
tls.subject CN=db1
tls.issuer CN=Our CA
tls.expires 2026-01-31
tls.expires-at 1769904000
tls.days -20
tls.problem expired
tls.problem wrong-name
tls.names db1.example.com
tls.wanted db1
tls.verified)"};

const Endpoint rejected{.string = "tcps://db2:9443/amps/json", .observed = R"(resolve ok 10.0.0.8
took 0.4
connect ok 10.0.0.8:9443
took 0.3
tls ok TLSv1.3, TLS_AES_256_GCM_SHA384
took 2.1
logon failed
took 3
fault rejected
reason not entitled|to log on
insecure
logon-wanted
tls.subject CN=db2
tls.issuer CN=db2
tls.expires 2027-01-31
tls.expires-at 1801440000
tls.days 37)"};

const Endpoint dead{.string = "tcp://db3:9999/amps/json",
                    .observed = R"(connect failed 10.0.0.9:9999
took 0.2
fault refused
reason Connection refused
address 10.0.0.9:9999
attempts 3)"};

const Endpoint silent{.string = "tcp://db3:9007/amps/json",
                      .observed = R"(connect failed 10.0.0.9:9007
took 5000
fault timed-out
limit 5
address 10.0.0.9:9007)"};

const Endpoint unfinished{.string = "tcp://db4:9007/amps/json", .observed = R"(resolve ok 10.0.0.10
took 0.4
interrupted)"};

const Endpoint portless{.string = "tcp://db5/amps/json", .observed = ""};
const Endpoint placeholder{.string = "tcp://${HOST}:9007/amps/json", .observed = ""};

const std::vector<Endpoint> all_kinds{ready, slow,       expired,  rejected,
                                      dead,  unfinished, portless, placeholder};

class ProbeReport : public ::testing::Test {
 protected:
  /// What a probe of these would bring; only rules that this test is written for speak.
  LintResult result_of(const std::vector<Endpoint>& endpoints) {
    const InFolder in(folder_.path());
    std::string strings;
    std::string observed;
    for (const Endpoint& endpoint : endpoints) {
      if (!strings.empty()) observed += "\n\n";
      strings += endpoint.string + "\n";
      observed += endpoint.observed.empty() ? "interrupted" : endpoint.observed;
    }
    folder_.write("amps.xml", std::string(configuration));
    folder_.write("clients.txt", strings);
    Request request;
    request.paths = {"amps.xml"};
    request.client_files = {"clients.txt"};
    request.rules.select = {"uri-missing-port", "connect-unserved", "live-certificate-invalid",
                            "live-connection-refused", "live-slow"};
    Result<LintResult> result = check_observed(request, read_observations(observed));
    EXPECT_TRUE(result.has_value());
    for (std::size_t i = 0; i < endpoints.size(); ++i) {
      Connection& connection = result->connections[i];
      if (endpoints[i].observed.empty()) connection.seen = nullptr;
      result->interrupted |= connection.seen != nullptr && !connection.seen->finished;
    }
    return std::move(*result);
  }

  static std::string written(Report report, const LintResult& result,
                             const ReportOptions& style = {}) {
    std::ostringstream out;
    report(result, style, out);
    return out.str();
  }

  static void expect_file(const std::string& name, const std::string& text) {
    const std::string path = project_path("tests/report/expected/" + name);
    if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << text;
    EXPECT_EQ(text, read_text(path)) << name;
    EXPECT_EQ(text.find("c4n4ry"), std::string::npos) << name;
  }

  TemporaryFolder folder_;
};

TEST_F(ProbeReport, TextOfFewIsATree) {
  std::vector<Endpoint> endpoints = all_kinds;
  endpoints.back() = silent;
  const LintResult result = result_of(endpoints);
  expect_file("tree.txt", written(report_text, result));
  expect_file("tree-in-colour.txt", written(report_text, result, {.color = true}));
}

TEST_F(ProbeReport, TextOfManyIsATable) {
  std::vector<Endpoint> endpoints = all_kinds;
  endpoints.push_back(ready);
  expect_file("table.txt", written(report_text, result_of(endpoints)));
}

TEST_F(ProbeReport, JUnit) {
  std::vector<Endpoint> endpoints = all_kinds;
  endpoints.push_back(ready);
  expect_file("probe.junit.xml", written(report_junit, result_of(endpoints)));
}

TEST_F(ProbeReport, JUnitSurvivesAnyBytes) {
  const Endpoint strange{.string = "tcp://a\x01\xff<&\"'>\t\xef\xbf\xbe\xc3\xa4:9007/amps/json",
                         .observed = R"(resolve failed
fault not-resolved
reason <no> & "such" \x01 name)"};
  LintResult result = result_of({strange});
  result.errors.push_back({.message = "cannot read '<a>'"});
  expect_file("strange.junit.xml", written(report_junit, result));
}

TEST_F(ProbeReport, Prometheus) {
  std::vector<Endpoint> endpoints = all_kinds;
  endpoints.push_back(ready);
  expect_file("probe.prom", written(report_prometheus, result_of(endpoints)));
}

TEST_F(ProbeReport, PrometheusReportsTheWorstOfStringsThatLookAlike) {
  Endpoint other = dead;
  other.string = "tcp://user:another-c4n4ry@db1:9007/amps/json";
  const std::string text = written(report_prometheus, result_of({ready, other}));
  const std::string sample =
      "ampslint_probe_ready{string=\"tcp://user:***@db1:9007/amps/json\",instance=\"one\","
      "transport=\"any-tcp\"} 0\n";
  EXPECT_NE(text.find(sample), std::string::npos) << text;
  EXPECT_EQ(text.find("ampslint_probe_ready{", text.find(sample) + 1), std::string::npos) << text;
}

TEST_F(ProbeReport, PrometheusEscapesLabels) {
  Endpoint strange = ready;
  strange.string = "tcp://a\\b\"c\x01:9007/amps/json";
  expect_file("strange.prom", written(report_prometheus, result_of({strange})));
}

/// The first line of each kind of result, and the status that goes with it.
TEST_F(ProbeReport, Nagios) {
  std::string texts;
  const auto add = [&](const std::vector<Endpoint>& endpoints) {
    const LintResult result = result_of(endpoints);
    texts +=
        written(report_nagios, result) + "status " + std::to_string(nagios_status(result)) + "\n\n";
  };
  Endpoint quoted = ready;
  quoted.string = "tcp://o'b|r:9007/amps/json?tcp_nodelay=true";
  Endpoint too_slow = slow;
  too_slow.observed += "\ncrit 0.2";
  add({ready});
  add({ready, ready, quoted});
  add({ready, slow});
  add({ready, too_slow});
  add({ready, portless});
  add({ready, unfinished});
  add({portless, placeholder});
  add({});
  add({ready, dead, unfinished});
  add(all_kinds);
  expect_file("nagios.txt", texts);
}

constexpr std::string_view with_admin = R"(<AMPSConfig>
  <Name>one</Name>
  <Admin><InetAddr>8085</InetAddr></Admin>
</AMPSConfig>
)";

/// What is said of no string, but of an instance or of what runs there.
TEST_F(ProbeReport, OfNoString) {
  const InFolder in(folder_.path());
  folder_.write("amps.xml", std::string(with_admin));
  Request request;
  request.paths = {"amps.xml"};
  request.rules.select = {"live-instance-name-mismatch", "live-config-drift"};
  request.rules.severities = {{"live-instance-name-mismatch", Severity::error}};
  AdminSeen admin;
  admin.url = "http://db1:8085";
  admin.name = "two";
  admin.configuration = "<AMPSConfig><Name>two</Name><Transports/></AMPSConfig>";
  const Result<LintResult> result = check_observed(request, {}, admin);
  ASSERT_TRUE(result.has_value());
  expect_file("admin.junit.xml", written(report_junit, *result));
  expect_file("admin.txt", written(report_text, *result) + written(report_nagios, *result));
  EXPECT_EQ(nagios_status(*result), 2);
}

/// What SARIF and GitHub have: the string's exact part, and the transport that was meant.
TEST_F(ProbeReport, LiveDiagnosticsPointAtBothSides) {
  const LintResult result = result_of({ready, expired, dead, slow});
  auto log = nlohmann::json::parse(written(report_sarif, result));
  std::string results;
  for (auto& result : log["runs"][0]["results"]) {
    result.erase("ruleIndex");  // moves with every new rule
    results += result.dump(1) + "\n";
  }
  expect_file("live-results.sarif.txt", results);
  expect_file("live.github.txt", written(report_github, result));
}

}  // namespace
}  // namespace ampslint::testing
