// Addresses and verdicts as the contract words them: tables of single cells, through the public
// `check`.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/suggest.hpp"
#include "driver/lint.hpp"
#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

/// One string: its verdict and the `connect-` rules that must speak on it, in order.
struct Row {
  std::string string;
  std::string expected;
};

struct Reported {
  std::string verdict_and_rules;
  std::string transport;
  std::vector<Edit> edits;
};

std::vector<Reported> reported(const std::vector<std::string>& configurations,
                               const std::vector<std::string>& strings,
                               std::optional<ClientKind> kind = std::nullopt) {
  const TemporaryFolder folder;
  Request request;
  request.client_kind = kind;
  request.rules.select = {"connect-*"};
  request.clients = strings;
  for (const std::string& configuration : configurations) {
    request.paths.push_back(
        folder.write(fmt::format("{}.xml", request.paths.size()), configuration));
  }
  const Result<LintResult> result = lint(request);
  EXPECT_TRUE(result.has_value() && result->errors.empty());
  std::vector<Reported> all;
  for (const Connection& connection : result->connections) {
    Reported one{.verdict_and_rules = std::string(to_string(connection.verdict)),
                 .transport = {},
                 .edits = {}};
    for (const std::uint16_t rule : connection.rules) {
      one.verdict_and_rules += fmt::format(" {}", all_rules()[rule].id.substr(8));
    }
    if (connection.transport != nullptr) one.transport = connection.transport->name().value;
    for (const Diagnostic& diagnostic : result->diagnostics) {
      if (diagnostic.where.source != connection.where().source || !diagnostic.fix) continue;
      for (const Edit& edit : diagnostic.fix->edits) one.edits.push_back(edit);
    }
    all.push_back(std::move(one));
  }
  return all;
}

std::vector<std::string> strings_of(const std::vector<Row>& rows) {
  std::vector<std::string> strings;
  for (const Row& row : rows) strings.push_back(row.string);
  return strings;
}

void expect(const std::vector<std::string>& configurations, const std::vector<Row>& rows,
            std::optional<ClientKind> kind = std::nullopt) {
  const std::vector<Reported> all = reported(configurations, strings_of(rows), kind);
  ASSERT_EQ(all.size(), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(all[i].verdict_and_rules, rows[i].expected) << rows[i].string;
  }
}

/// A configuration with one transport for each text, and what stands beside the transports.
std::string instance(const std::vector<std::string>& transports, const std::string& rest = "",
                     const std::string& name = "one") {
  std::string text = fmt::format("<AMPSConfig><Name>{}</Name>{}<Transports>", name, rest);
  for (const std::string& transport : transports) {
    text += fmt::format("<Transport>{}</Transport>", transport);
  }
  return text + "</Transports></AMPSConfig>";
}

std::string named(const std::string& name, const std::string& type, const std::string& rest) {
  return fmt::format("<Name>{}</Name><Type>{}</Type>{}", name, type, rest);
}

std::string at(const std::string& inet_addr) { return "<InetAddr>" + inet_addr + "</InetAddr>"; }
std::string type(const std::string& name) { return "<MessageType>" + name + "</MessageType>"; }
std::string speaks(const std::string& name) { return "<Protocol>" + name + "</Protocol>"; }

const std::string keys = "<Certificate>c.pem</Certificate><PrivateKey>k.pem</PrivateKey>";

/// A transport of every kind that a scheme may meet.
const std::vector<std::string> kinds = {
    named("plain", "tcp", at("9007")),
    named("tls", "tcps", at("9443") + keys),
    named("quiet", "tcp", at("9444") + keys),
    named("ws", "tcp", at("9008") + speaks("websocket")),
    named("wss", "tcps", at("9009") + speaks("websocket") + keys),
    named("socket", "amps-unix", "<FileName>/tmp/amps.sock</FileName>"),
    named("replication", "amps-replication", at("9100")),
    named("replication-tls", "amps-replication-secure", at("9101") + keys)};
const std::string admin = "<Admin><InetAddr>localhost:8085</InetAddr></Admin>";

const std::vector<Row> schemes_and_kinds = {
    {"tcp://db1:9007/amps/json", "compatible"},
    {"tcp://db1:9443/amps/json", "refused tls-required"},
    {"tcp://db1:9444/amps/json", "refused tls-required"},
    {"tcp://db1:9008/amps/json", "refused websocket-required"},
    {"tcp://db1:9009/amps/json", "refused websocket-required"},
    {"tcp://db1:9100/amps/json", "refused replication-transport"},
    {"tcp://db1:9101/amps/json", "refused replication-transport"},
    {"tcp://db1:8085/amps/json", "unserved admin-port"},
    {"tcps://db1:9007/amps/json", "refused tls-not-offered"},
    {"tcps://db1:9443/amps/json", "compatible"},
    {"tcps://db1:9444/amps/json", "compatible"},
    {"tcps://db1:9008/amps/json", "refused websocket-required"},
    {"tcps://db1:9009/amps/json", "refused websocket-required"},
    {"tcps://db1:9100/amps/json", "refused replication-transport"},
    {"tcps://db1:9101/amps/json", "refused replication-transport"},
    {"tcps://localhost:8085/amps/json", "unserved admin-port"},
    {"ws://db1:9007/amps/json", "refused websocket-not-offered"},
    {"ws://db1:9443/amps/json", "refused websocket-not-offered"},
    {"ws://db1:9444/amps/json", "refused websocket-not-offered"},
    {"ws://db1:9008/amps/json", "compatible"},
    {"ws://db1:9009/amps/json", "refused tls-required"},
    {"ws://db1:9100/amps/json", "refused replication-transport"},
    {"ws://10.0.0.5:8085/amps/json", "unserved admin-port"},
    {"wss://db1:9007/amps/json", "refused websocket-not-offered"},
    {"wss://db1:9443/amps/json", "refused websocket-not-offered"},
    {"wss://db1:9444/amps/json", "refused websocket-not-offered"},
    {"wss://db1:9008/amps/json", "refused tls-not-offered"},
    {"wss://db1:9009/amps/json", "compatible"},
    {"wss://db1:9101/amps/json", "refused replication-transport"},
    {"unix://localhost:0/amps/json?path=/tmp/amps.sock", "compatible"},
    {"unix://anything:9007/amps/json?path=/tmp/amps.sock", "compatible"},
    {"unix://localhost:9007/amps/json?path=/tmp/other.sock", "unserved unserved"},
    {"tcp://db1:9010/amps/json", "unserved unserved"},
    {"wss://db1:443/amps/json", "unserved unserved"},
};

TEST(Verdicts, EverySchemeAgainstEveryKindOfTransport) {
  expect({instance(kinds, admin)}, schemes_and_kinds);
}

TEST(Verdicts, FixesOfOneStringAgreeAndWork) {
  const std::vector<std::string> strings = strings_of(schemes_and_kinds);
  const std::vector<Reported> all = reported({instance(kinds, admin)}, strings);
  for (std::size_t i = 0; i < strings.size(); ++i) {
    if (all[i].edits.empty()) continue;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> edits;
    for (const Edit& edit : all[i].edits) {
      const auto place = std::pair(edit.where.begin, edit.where.end);
      EXPECT_EQ(edits.emplace(place, edit.text).first->second, edit.text) << strings[i];
    }
    std::string fixed = strings[i];
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
      fixed.replace(edit->first.first, edit->first.second - edit->first.first, edit->second);
    }
    EXPECT_EQ(reported({instance(kinds, admin)}, {fixed}).at(0).verdict_and_rules, "compatible")
        << strings[i] << " -> " << fixed;
  }
}

TEST(Verdicts, ProtocolAndMessageType) {
  const std::string types =
      "<MessageTypes><MessageType><Name>quotes</Name><Module>protobuf</Module></MessageType>"
      "</MessageTypes><Protocols><Protocol><Name>web</Name><Module>websocket</Module></Protocol>"
      "<Protocol><Name>old</Name><Module>nvfix</Module></Protocol></Protocols>";
  const std::string configuration =
      instance({named("any", "tcp", at("9007")), named("json", "tcp", at("9010") + type("json")),
                named("ws", "tcp", at("9008") + speaks("web")),
                named("ws-json", "tcp", at("9011") + speaks("websocket") + type("json")),
                named("legacy", "tcp", at("9027") + speaks("nvfix") + type("nvfix")),
                named("legacy-open", "tcp", at("9028") + speaks("old")),
                named("synonym", "tcp", at("9029") + speaks("json") + type("json"))},
               types);
  expect({configuration},
         {{"tcp://db1:9010/amps/json", "compatible"},
          {"tcp://db1:9010/amps/xml", "refused message-type-refused"},
          {"tcp://db1:9010/amps/avro", "refused message-type-refused"},
          {"tcp://db1:9010/amps", "compatible"},
          {"tcp://db1:9010/json", "compatible protocol-synonym"},
          {"tcp://db1:9010/nvfix", "refused protocol-mismatch"},
          {"tcp://db1:9007/amps/json", "compatible"},
          {"tcp://db1:9007/amps/quotes", "compatible type-without-events"},
          {"tcp://db1:9007/amps", "refused message-type-required"},
          {"tcp://db1:9007/json", "refused message-type-required"},
          {"tcp://db1:9007/amps/avro", "refused message-type-unknown"},
          {"tcp://db1:9007/amps/protobuf", "refused message-type-unknown"},
          {"tcp://db1:9007/fix", "refused protocol-mismatch"},
          {"ws://db1:9008/amps/quotes", "compatible type-without-events"},
          {"ws://db1:9008/AMPS/json", "compatible"},
          {"ws://db1:9008/amps/avro", "refused message-type-unknown"},
          {"ws://db1:9011/amps/json", "compatible"},
          {"ws://db1:9011/amps/xml", "refused message-type-refused"},
          {"tcp://db1:9011/amps/xml", "refused message-type-refused websocket-required"},
          {"tcp://db1:9011/nvfix", "refused websocket-required"},
          {"tcp://db1:9027/nvfix", "compatible"},
          {"tcp://db1:9027/fix", "refused protocol-mismatch"},
          {"tcp://db1:9027/amps/nvfix", "refused protocol-mismatch"},
          {"tcp://db1:9027/amps/json", "refused protocol-mismatch"},
          {"ws://db1:9027/amps/json", "refused websocket-not-offered"},
          {"tcp://db1:9028/nvfix", "compatible"},
          {"tcp://db1:9028/amps/avro", "refused protocol-mismatch"},
          {"tcp://db1:9029/amps/json", "compatible protocol-synonym"},
          {"tcp://db1:9029/json", "compatible"}});
}

TEST(Verdicts, BoundAddresses) {
  const std::string configuration = instance(
      {named("inside", "tcp", at("127.0.0.1:9007")), named("six", "tcp", at("[::]:9008")),
       named("bound", "tcp", at("10.0.0.5:9009")), named("four", "tcp", at("0.0.0.0:9010")),
       named("repl", "amps-replication", at("localhost:9100"))},
      "<Admin><InetAddr>10.0.0.5:8085</InetAddr></Admin>");
  expect({configuration}, {{"tcp://db1:9007/amps/json", "unserved loopback-listener"},
                           {"tcp://[::1]:9007/amps/json", "unserved address-family"},
                           {"tcp://10.0.0.5:9008/amps/json", "unserved address-family"},
                           {"tcp://10.0.0.6:9009/amps/json", "unserved bound-address"},
                           {"tcp://localhost:9009/amps/json", "unserved bound-address"},
                           {"tcp://db1:9009/amps/json", "compatible"},
                           {"tcp://[2001:db8::1]:9010/amps/json", "unserved address-family"},
                           {"tcp://db1:9100/amps/json", "unserved loopback-listener"},
                           {"tcp://localhost:9100/amps/json", "refused replication-transport"},
                           {"tcp://10.0.0.6:8085/amps/json", "unserved admin-port"}});
}

TEST(Verdicts, OneOfSeveralTransportsIsEnough) {
  const std::string one =
      instance({named("json", "tcp", at("10.0.0.5:9007") + type("json")),
                named("xml", "tcps", at("10.0.0.6:9007") + type("xml") + keys)});
  expect({one}, {{"tcp://db1:9007/amps/json", "compatible"},
                 {"tcps://db1:9007/amps/xml", "compatible"},
                 {"tcps://db1:9007/amps/json", "refused message-type-refused"},
                 {"tcp://10.0.0.6:9007/amps/json", "refused message-type-refused tls-required"},
                 {"tcp://10.0.0.7:9007/amps/json", "unserved bound-address"}});
  const std::string real = "<Authentication><Module>directory</Module></Authentication>";
  const std::string checked = instance({named("a", "tcp", at("9007"))}, real, "checked");
  const std::string open = instance({named("b", "tcp", at("9007"))}, "", "open");
  const std::string off = instance(
      {named("c", "tcp", at("9007") + "<InitialState>disabled</InitialState>")}, "", "off");
  for (const auto& fleet : {std::vector{off, checked, open}, std::vector{open, checked, off}}) {
    const std::vector<Reported> all =
        reported(fleet, {"tcp://db1:9007/amps/json", "tcp://u@db1:9007/amps/json"});
    EXPECT_EQ(all[0].verdict_and_rules + " " + all[0].transport, "compatible b");
    EXPECT_EQ(all[1].verdict_and_rules + " " + all[1].transport, "compatible a");
  }
}

TEST(Verdicts, Security) {
  const auto in_force = [](const std::string& block, const std::string& module,
                           const std::string& options = "") {
    return fmt::format("<{0}><Module>{1}</Module>{2}</{0}>", block, module, options);
  };
  const std::string nobody = "amps-default-no-authentication-module";
  const std::string anyone = "amps-default-authentication-module";
  const std::string spoofing = "<Options><AllowSpoofing>true</AllowSpoofing></Options>";
  const std::string verify = keys + "<VerifyClient>true</VerifyClient>";
  expect(
      {instance({named("own", "tcp", at("9001") + in_force("Authentication", anyone)),
                 named("inherits", "tcp", at("9002")),
                 named("denies", "tcp",
                       at("9003") + in_force("Authentication", anyone) +
                           in_force("Entitlement", "amps-default-no-entitlement-module")),
                 named("real", "tcps", at("9004") + in_force("Authentication", "ldap") + verify),
                 named("spoof", "tcp", at("9005") + in_force("Authentication", anyone, spoofing)),
                 named("late", "tcp",
                       at("9006") + in_force("Authentication", anyone) +
                           "<InitialState>disabled</InitialState>")},
                in_force("Authentication", nobody))},
      {{"tcp://db1:9001/amps/json", "compatible"},
       {"tcp://u:p@db1:9001/amps/json", "compatible credentials-ignored"},
       {"tcp://db1:9002/amps/json", "refused logon-refused"},
       {"tcps://u:p@db1:9002/amps/json", "refused logon-refused tls-not-offered"},
       {"tcp://db1:9003/amps/json", "refused logon-refused"},
       {"tcps://db1:9004/amps/json", "compatible client-certificate credentials-missing"},
       {"tcps://u@db1:9004/amps/json", "compatible client-certificate"},
       {"tcp://u@db1:9005/amps/json", "compatible"},
       {"tcp://db1:9006/amps/json", "compatible transport-disabled"},
       {"tcp://db1:9006/p/amps/json", "compatible prefix-unused transport-disabled"},
       {"tcp://db1:9001/p/amps/json?http_preflight=1", "compatible preflight-direct"}});
}

TEST(Verdicts, WhatIsUnknownIsNeitherRefusedNorUnserved) {
  const std::string types =
      "<MessageTypes><MessageType><Name>${T}</Name></MessageType></MessageTypes>";
  expect(
      {instance(
          {named("type", "${X}", at("9001")), named("protocol", "tcp", at("9002") + speaks("${X}")),
           named("custom", "tcp", at("9003") + speaks("mine") + type("json")),
           named("message", "tcp", at("9004") + type("${X}")),
           named("login", "tcp",
                 at("9005") + "<Authentication><Module>${X}</Module></Authentication>"),
           named("good", "tcp", at("9006")), named("xml", "tcp", at("9007") + type("xml"))},
          types + "<Protocols><Protocol><Name>mine</Name><Module>libmine</Module></Protocol></"
                  "Protocols>")},
      {{"tcps://db1:9001/amps/json", "unknown"},
       {"ws://db1:9002/amps/json", "unknown"},
       {"tcps://db1:9002/amps/json", "refused tls-not-offered"},
       {"tcp://db1:9003/amps/xml", "unknown"},
       {"tcp://db1:9004/amps/xml", "unknown"},
       {"tcp://db1:9005/amps/json", "unknown"},
       {"tcp://db1:9006/amps/json", "compatible"},
       {"tcp://db1:9006/amps/avro", "unknown"},
       {"tcp://db1:9007/amps/json", "refused message-type-refused"},
       {"tcp://db1:9999/amps/json", "unserved unserved"},
       {"tcp://${HOST}:9999/amps/json", "unknown"}});
  const std::string unix_string = "unix://localhost:0/amps/json?path=/tmp/a";
  const Row at_nobodys_port = {"tcp://db1:9999/amps/json", "unknown"};
  expect({instance({named("a", "tcp", at("${X}:9007"))})},
         {at_nobodys_port, {unix_string, "unserved unserved"}});
  expect({instance({named("a", "amps-unix", "<FileName>${X}</FileName>")})},
         {{"tcp://db1:9999/amps/json", "unserved unserved"}, {unix_string, "unknown"}});
  expect({instance({named("a", "tcp", at("9007"))}), "<AMPSConfig><Name>"},
         {at_nobodys_port,
          {unix_string, "unknown"},
          {"tcp://db1:9007/amps/json", "compatible"},
          {"tcps://db1:9007/amps/json", "refused tls-not-offered"}});
  expect({instance({named("a", "tcp", at("9007"))}, "<Include>nothing.xml</Include>")},
         {at_nobodys_port, {unix_string, "unknown"}});
  expect({instance({at("9007")})}, {{unix_string, "unserved unserved"}});
  expect({instance({named("a", "tcp", "")})},
         {at_nobodys_port, {unix_string, "unserved unserved"}});
  expect({instance({named("a", "${X}", "")})}, {at_nobodys_port, {unix_string, "unknown"}});
  expect({instance({named("a", "tcp", at("9007"))}, "<Admin><InetAddr>x</InetAddr></Admin>")},
         {{"tcp://db1:8085/amps/json", "unserved unserved"}});
  // What a misspelled name is meant to be is for the rule that reports it.
  expect({instance({named("a", "tcp", at("9007") + type("jsno"))})},
         {{"tcp://db1:9007/amps/json", "unknown"}});
}

TEST(Verdicts, OfSeveralInstancesTheOneThatDefinesTheTypeIsMeant) {
  const std::string plain = instance({named("plain", "tcp", at("9007"))}, "", "plain");
  const std::string own = instance(
      {named("own", "tcp", at("9007"))},
      "<MessageTypes><MessageType><Name>quotes</Name><Module>protobuf</Module></MessageType>"
      "</MessageTypes>",
      "own");
  for (const auto& both : {std::vector{plain, own}, std::vector{own, plain}}) {
    const std::vector<Reported> all = reported(both, {"tcp://db1:9007/amps/quotes"});
    EXPECT_EQ(all[0].verdict_and_rules + " " + all[0].transport,
              "compatible type-without-events own");
  }
}

TEST(Verdicts, SocketsAreNamedInTheClientsOwnWay) {
  const std::vector<std::string> one = {
      instance({named("socket", "amps-unix", "<FileName>/tmp/a.sock</FileName>")})};
  expect(one, {{"unix://localhost:0/amps/json?path=/tmp/a.sock&pretty=1", "compatible"},
               {"unix://localhost:0/amps/json?path=/tmp/b.sock&path=/tmp/a.sock", "compatible"},
               {"unix://localhost:0/amps/json?bind=/tmp/b.sock", "unserved unserved"}});
  const std::vector<std::string> other = {
      instance({named("socket", "amps-unix", "<FileName>/amps/json</FileName>")})};
  expect(other,
         {{"unix://localhost/amps/json", "compatible"},
          {"unix://localhost/amps/xml", "unserved unserved"}},
         ClientKind::go);
}

TEST(Verdicts, APortThatTheSystemChoosesMayBeAny) {
  const std::string chosen = instance({named("any", "tcp", at("0"))});
  const std::string first = instance({named("first", "tcp", at("1"))});
  expect({chosen}, {{"tcp://db1:9007/amps/json", "unknown"}});
  expect({first}, {{"tcp://db1:9007/amps/json", "unserved unserved"},
                   {"tcp://db1:1/amps/json", "compatible"}});
}

TEST(Verdicts, TheNearestIsNamed) {
  std::vector<std::string> fleet = {
      instance({named("a-plain", "tcp", at("9007")), named("a-tls", "tcps", at("9070") + keys)}, "",
               "db1"),
      instance(
          {named("b-plain", "tcp", at("9107")), named("b-xml", "tcp", at("9108") + type("xml"))},
          "", "DB2")};
  const auto nearest = [&fleet](const std::string& string) {
    const TemporaryFolder folder;
    Request request;
    request.clients = {string};
    for (const std::string& text : fleet) {
      request.paths.push_back(folder.write(fmt::format("{}.xml", request.paths.size()), text));
    }
    const Result<LintResult> result = lint(request);
    for (const Diagnostic& diagnostic : result->diagnostics) {
      const std::size_t at = diagnostic.message.find("the nearest is transport '");
      if (at == std::string::npos) continue;
      const std::string name = diagnostic.message.substr(at + 26);
      return name.substr(0, name.find('\''));
    }
    return std::string("nothing");
  };
  EXPECT_EQ(nearest("tcp://db9:9071/amps/json"), "b-plain");
  EXPECT_EQ(nearest("tcps://db9:9008/amps/json"), "a-tls");
  EXPECT_EQ(nearest("tcp://db1.example.com:9111/amps/json"), "a-plain");
  EXPECT_EQ(nearest("tcp://db2:9001/amps/json"), "b-plain");
  EXPECT_EQ(nearest("ws://db9:9051/amps/json"), "a-plain");
  EXPECT_EQ(nearest("tcp://db9:9057/amps/json"), "a-plain");  // as far from 9107
  fleet = {instance({named("first", "tcp", at("9007")), named("second", "tcp", at("9107"))})};
  EXPECT_EQ(nearest("wss://db9:9110/amps/json"), "second");  // neither speaks any of it
  EXPECT_EQ(nearest("tcp://db9:9000/amps/json"), "first");
  EXPECT_EQ(nearest("tcp://db9:9999/amps/json"), "second");
  EXPECT_EQ(nearest("ws://one:9008/amps/json"), "first");
  EXPECT_EQ(nearest("ws://one:9057/amps/json"), "first");  // as far from 9107
  fleet = {instance({named("web", "tcp", at("9008") + speaks("websocket")),
                     named("web-too", "tcp", at("9010") + speaks("websocket")),
                     named("plain", "tcp", at("9050")), named("plain-too", "tcp", at("9060")),
                     named("replication", "amps-replication", at("9011"))})};
  EXPECT_EQ(nearest("tcp://db9:9012/amps/json"), "plain");
  EXPECT_EQ(nearest("ws://db9:9049/amps/json"), "web-too");
  const std::string socket = "<FileName>/tmp/a.sock</FileName>";
  fleet = {instance({named("replication", "amps-replication", at("9100")),
                     named("replication-too", "amps-replication", at("9101")),
                     named("socket", "amps-unix", socket),
                     named("socket-too", "amps-unix", "<FileName>/tmp/b.sock</FileName>")},
                    admin)};
  EXPECT_EQ(nearest("tcp://db9:9102/amps/json"), "replication");
  EXPECT_EQ(nearest("unix://localhost:0/amps/json?path=/tmp/c.sock"), "socket");
  fleet = {instance({named("replication", "amps-replication", at("9100"))}, admin)};
  EXPECT_EQ(nearest("unix://localhost:0/amps/json?path=/tmp/c.sock"), "replication");
}

}  // namespace
}  // namespace ampslint::testing
