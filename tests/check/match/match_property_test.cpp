// The index of addresses against a slow reading of the contract: small fleets, made at random from
// a fixed seed, must get the verdicts that looking at every transport gives.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <regex>
#include <set>
#include <sstream>

#include "driver/lint.hpp"
#include "support/examples.hpp"
#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

enum class Answer : std::uint8_t { no, maybe, yes };

/// What a transport is made of, as the configuration spells it; empty: left out; `${X}`: not known.
struct Way {
  std::string kind;     ///< `Type`
  std::string address;  ///< `InetAddr`, or the socket of an `amps-unix` one
  std::string protocol;
  std::string type;    ///< `MessageType`
  std::string module;  ///< `Authentication`
  bool keys = false;
  bool disabled = false;
};

struct Server {
  std::vector<Way> ways;
  std::string admin;     ///< its `InetAddr`
  std::string own_type;  ///< a message type that it defines
  bool broken = false;
};

/// A connection string in parts; `path` is what follows the port.
struct Client {
  std::string scheme;
  std::string host;
  std::string port;
  std::string protocol;
  std::string type;
  std::string socket;

  std::string text() const {
    const std::string path = protocol + (type.empty() ? "" : "/" + type);
    if (scheme == "unix") return fmt::format("unix://localhost:0/{}?path={}", path, socket);
    return fmt::format("{}://{}:{}/{}", scheme, host, port, path);
  }
};

const std::string unknown = "${X}";

bool is_loopback(const std::string& host) {
  return host == "localhost" || host.starts_with("127.") || host == "[::1]";
}
bool is_literal(const std::string& host) {
  return host.starts_with('[') || host.find_first_not_of("0123456789.") == std::string::npos;
}
bool is_v6(const std::string& host) { return host.starts_with('['); }

/// Contract, section 2: "An address matches when …".
bool matches(const std::string& inet_addr, const Client& client) {
  const std::size_t colon = inet_addr.rfind(':');
  if (inet_addr.substr(colon + 1) != client.port) return false;
  if (colon == std::string::npos) return true;
  const std::string listener = inet_addr.substr(0, colon);
  const bool same_family = !is_literal(client.host) || is_v6(client.host) == is_v6(listener);
  if (listener == "0.0.0.0" || listener == "[::]") return same_family;
  if (is_loopback(listener)) {
    return is_loopback(client.host) && (listener == "localhost" || same_family);
  }
  return listener == client.host || (!is_literal(client.host) && !is_loopback(client.host));
}

Answer listens(const Way& way, const Client& client) {
  if ((client.scheme == "unix") != (way.kind == "amps-unix")) return Answer::no;
  if (way.address == unknown) return Answer::maybe;
  const bool found =
      client.scheme == "unix" ? way.address == client.socket : matches(way.address, client);
  return found ? Answer::yes : Answer::no;
}

bool is_legacy_name(const std::string& protocol) { return protocol == "nvfix"; }

Answer takes_type(const Server& server, const Way& way, const Client& client) {
  if (is_legacy_name(way.protocol)) return Answer::yes;
  const std::string sent = client.protocol == "amps" ? client.type : "";
  if (way.type == unknown) return Answer::maybe;
  if (!way.type.empty()) return sent.empty() || sent == way.type ? Answer::yes : Answer::no;
  if (sent.empty()) return Answer::no;
  if (sent == "json" || sent == "xml" || sent == server.own_type) return Answer::yes;
  return server.own_type == unknown ? Answer::maybe : Answer::no;
}

/// What the transport would say to the string, if it listened there.
Answer accepts(const Server& server, const Way& way, const Client& client) {
  if (way.kind.starts_with("amps-replication")) return Answer::no;
  std::vector<Answer> answers;
  const auto demand = [&answers](bool fine) { answers.push_back(fine ? Answer::yes : Answer::no); };
  demand(way.module != "amps-default-no-authentication-module");
  if (way.module == unknown || way.kind == unknown) answers.push_back(Answer::maybe);
  const bool asks_tls = client.scheme == "tcps" || client.scheme == "wss";
  if (way.kind == "tcp") demand(asks_tls == way.keys);
  if (way.kind == "tcps") demand(asks_tls);
  const bool asks_websocket = client.scheme.starts_with("ws");
  const std::string spoken = way.protocol.empty() || way.protocol == "json" ? "amps" : way.protocol;
  if (spoken == unknown || spoken == "custom") {
    answers.push_back(Answer::maybe);
  } else {
    demand(asks_websocket == (spoken == "websocket"));
    if (!asks_websocket) demand((client.protocol == "json" ? "amps" : client.protocol) == spoken);
    answers.push_back(takes_type(server, way, client));
  }
  return *std::ranges::min_element(answers);
}

Verdict slow_verdict(const std::vector<Server>& fleet, const Client& client) {
  bool unseen = false;
  bool served = false;
  bool is_admin = false;
  Answer best = Answer::no;
  for (const Server& server : fleet) {
    unseen |= server.broken;
    if (server.broken) continue;
    const bool has_admin = client.scheme != "unix" && !server.admin.empty();
    is_admin |= has_admin && matches(server.admin, client);
    for (const Way& way : server.ways) {
      const Answer there = listens(way, client);
      unseen |= there == Answer::maybe;
      if (there != Answer::yes) continue;
      served = true;
      best = std::max(best, accepts(server, way, client));
    }
  }
  if (!served) return unseen && !is_admin ? Verdict::unknown : Verdict::unserved;
  if (best == Answer::no) return Verdict::refused;
  return best == Answer::yes ? Verdict::compatible : Verdict::unknown;
}

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}

  bool one_in(std::uint32_t n) { return engine_() % n == 0; }
  std::size_t below(std::size_t n) { return engine_() % n; }
  std::string pick(std::initializer_list<const char*> texts) {
    return *(texts.begin() + below(texts.size()));
  }

  Way way() {
    Way way;
    way.kind =
        one_in(25) ? unknown : pick({"tcp", "tcp", "tcp", "tcps", "amps-replication", "amps-unix"});
    const std::string host = pick({"", "", "", "0.0.0.0:", "[::]:", "127.0.0.1:", "[::1]:",
                                   "localhost:", "10.0.0.5:", "[2001:db8::1]:"});
    way.address = way.kind == "amps-unix" ? pick({"/tmp/a", "/tmp/b"}) : host + port();
    if (one_in(30)) way.address = unknown;
    way.protocol = pick({"", "", "amps", "json", "websocket", "websocket", "nvfix"});
    if (one_in(15)) way.protocol = pick({"custom", "${X}"});
    way.type = pick({"", "", "json", "xml", "quotes"});
    if (one_in(20)) way.type = unknown;
    if (one_in(6)) {
      way.module = pick({"amps-default-no-authentication-module", "directory", "${X}"});
    }
    way.keys = way.kind != "amps-replication" && (way.kind == "tcps" || one_in(5));
    way.disabled = one_in(10);
    return way;
  }

  std::vector<Server> fleet() {
    std::vector<Server> fleet(1 + below(3));
    for (Server& server : fleet) {
      for (std::size_t i = below(6); i > 0; --i) server.ways.push_back(way());
      if (one_in(3)) server.admin = pick({"", "localhost:"}) + port();
      if (one_in(3)) server.own_type = pick({"quotes", "quotes", "${X}"});
      server.broken = one_in(25);
    }
    return fleet;
  }

  Client client() {
    Client client;
    client.scheme = pick({"tcp", "tcp", "tcps", "ws", "wss", "unix"});
    const bool websocket = client.scheme.starts_with("ws");
    client.host = pick({"db1", "db1", "localhost", "127.0.0.1", "127.0.0.2", "10.0.0.5", "10.0.0.6",
                        "[::1]", "[2001:db8::1]", "[2001:db8::2]"});
    if (websocket && is_v6(client.host)) client.host = "db2";  // the client cannot read it
    client.port = port();
    client.socket = pick({"/tmp/a", "/tmp/b", "/tmp/c"});
    client.protocol = websocket ? "amps" : pick({"amps", "amps", "amps", "json", "nvfix"});
    if (client.protocol == "amps") client.type = pick({"json", "json", "xml", "quotes", "avro"});
    if (!websocket && one_in(8)) client.type.clear();
    return client;
  }

 private:
  std::string port() { return pick({"9007", "9007", "9007", "9008", "9009"}); }

  std::mt19937 engine_;
};

std::string element(std::string_view name, const std::string& text) {
  return text.empty() ? "" : fmt::format("<{0}>{1}</{0}>", name, text);
}

std::string configuration(const Server& server) {
  if (server.broken) return "<AMPSConfig><Name>broken</Name>";
  std::string text = "<AMPSConfig><Name>one</Name>";
  text += element("Admin", element("InetAddr", server.admin));
  text += element("MessageTypes", element("MessageType", element("Name", server.own_type)));
  text += "<Protocols><Protocol><Name>custom</Name><Module>mine</Module></Protocol></Protocols>";
  text += "<Transports>";
  for (const Way& way : server.ways) {
    text += "<Transport>" + element("Type", way.kind) + element("Protocol", way.protocol);
    text += element(way.kind == "amps-unix" ? "FileName" : "InetAddr", way.address);
    text += element("MessageType", way.type);
    text += element("Authentication", element("Module", way.module));
    if (way.keys) text += "<Certificate>c.pem</Certificate><PrivateKey>k.pem</PrivateKey>";
    if (way.disabled) text += "<InitialState>disabled</InitialState>";
    text += "</Transport>";
  }
  return text + "</Transports></AMPSConfig>";
}

LintResult checked(const std::vector<Server>& fleet, const std::vector<Client>& clients) {
  const TemporaryFolder folder;
  Request request;
  for (const Server& server : fleet) {
    request.paths.push_back(
        folder.write(fmt::format("{}.xml", request.paths.size()), configuration(server)));
  }
  for (const Client& client : clients) request.clients.push_back(client.text());
  Result<LintResult> result = lint(request);
  EXPECT_TRUE(result.has_value() && result->connections.size() == clients.size());
  return std::move(*result);
}

/// `refused` and `unserved` come with an error, `compatible` never does.
void expect_errors_to_fit(const LintResult& result, const std::string& about) {
  std::vector<bool> wrong(result.inputs.sources.size());
  for (const Diagnostic& diagnostic : result.diagnostics) {
    if (diagnostic.severity == Severity::error) wrong[diagnostic.where.source] = true;
  }
  for (const Connection& connection : result.connections) {
    const bool has_error = wrong[connection.where().source];
    const Verdict verdict = connection.verdict;
    const bool needs = verdict == Verdict::refused || verdict == Verdict::unserved;
    EXPECT_EQ(has_error, needs) << result.inputs.sources.text(connection.where()) << about;
  }
}

TEST(MatchProperty, TheIndexAgreesWithLookingAtEveryTransport) {
  constexpr std::uint32_t rounds = 150;
  std::array<std::size_t, verdict_count> seen{};
  for (std::uint32_t seed = 0; seed < rounds; ++seed) {
    Dice dice(seed);
    std::vector<Server> fleet = dice.fleet();
    std::vector<Client> clients(40);
    std::ranges::generate(clients, [&dice] { return dice.client(); });
    const LintResult result = checked(fleet, clients);
    std::string about = fmt::format("\nseed {}", seed);
    for (const Server& server : fleet) about += "\n" + configuration(server);
    expect_errors_to_fit(result, about);
    std::vector<Verdict> expected;
    for (const Client& client : clients) expected.push_back(slow_verdict(fleet, client));

    std::ranges::reverse(fleet);
    const LintResult reversed = checked(fleet, clients);
    fleet[dice.below(fleet.size())].ways.push_back(dice.way());
    const LintResult grown = checked(fleet, clients);
    for (std::size_t i = 0; i < clients.size(); ++i) {
      const Verdict verdict = result.connections[i].verdict;
      ++seen.at(static_cast<std::size_t>(verdict));
      ASSERT_EQ(to_string(verdict), to_string(expected[i])) << clients[i].text() << about;
      EXPECT_EQ(verdict, reversed.connections[i].verdict) << clients[i].text() << about;
      if (verdict != Verdict::compatible) continue;
      EXPECT_EQ(grown.connections[i].verdict, Verdict::compatible) << clients[i].text() << about;
    }
  }
  for (const Verdict verdict :
       {Verdict::compatible, Verdict::refused, Verdict::unserved, Verdict::unknown}) {
    EXPECT_GT(seen.at(static_cast<std::size_t>(verdict)), std::size_t{200}) << to_string(verdict);
  }
}

/// A string of parts that readers may take for each other.
std::string odd_string(Dice& dice) {
  if (dice.one_in(2)) {
    return dice.pick({"tcp", "ws"}) + "://" +
           dice.pick({"db1", "db2", "localhost", "10.0.0.5", "my_db"}) + ":9007/amps/json";
  }
  return dice.pick({"tcp", "tcps", "ws", "TCP", "unix"}) + dice.pick({"://", "://", ":/"}) +
         dice.pick({"", "", "", "bob@", "bob:secret@", "bob:9007/x@"}) +
         dice.pick({"db1", "db2.example.com", "db-3", "localhost", "x.localhost", "10.0.0.5", "1.2",
                    "[::1]", "my_db", "DB1", ""}) +
         dice.pick({":9007", ":9007", ":9008", ":09007", ":", ""}) +
         dice.pick({"/amps/json", "/amps/json", "/amps/xml", "/amps", "/json", "/x/amps/json",
                    "/amps@db9:9007/amps/json", " "}) +
         dice.pick({"", "", "", "?tcp_sndbuf=65536", "?sni=db1", "?http_preflight=true",
                    "?at=tcp://db4:9007/amps", "?password=secret"});
}

/// What a run comes to for one of its strings.
std::string answer_of(const LintResult& result, const Connection& connection) {
  std::string answer(to_string(connection.verdict));
  if (connection.transport != nullptr) {
    answer += fmt::format(" {} {}", connection.instance->label(result.inputs.sources),
                          connection.transport->where().begin);
  }
  for (const Diagnostic& diagnostic : result.diagnostics) {
    if (diagnostic.where.source != connection.where().source) continue;
    answer += fmt::format("\n{} {}", diagnostic.where.begin, diagnostic.message);
  }
  return answer;
}

TEST(MatchProperty, AStringComesToTheSameAloneAndAmongOthers) {
  constexpr std::uint32_t rounds = 40;
  const std::optional<ClientKind> kinds[] = {std::nullopt, ClientKind::java, ClientKind::go};
  std::size_t repeated = 0;
  for (std::uint32_t seed = 0; seed < rounds; ++seed) {
    Dice dice(seed);
    const TemporaryFolder folder;
    Request request;
    request.client_kind = kinds[seed % std::size(kinds)];
    for (const Server& server : dice.fleet()) {
      request.paths.push_back(
          folder.write(fmt::format("{}.xml", request.paths.size()), configuration(server)));
    }
    for (int i = 0; i < 60; ++i) request.clients.push_back(odd_string(dice));
    const Result<LintResult> together = lint(request);
    ASSERT_TRUE(together);
    std::set<const Transport*> reached;
    for (const Connection& connection : together->connections) {
      Request alone;
      alone.paths = request.paths;
      alone.client_kind = request.client_kind;
      alone.clients.emplace_back(connection.text.value);
      const Result<LintResult> by_itself = lint(alone);
      ASSERT_TRUE(by_itself);
      EXPECT_EQ(answer_of(*together, connection),
                answer_of(*by_itself, by_itself->connections.front()))
          << connection.text.value << "\nseed " << seed;
      const bool taken = connection.verdict == Verdict::compatible;
      if (taken && !reached.insert(connection.transport).second) ++repeated;
    }
  }
  EXPECT_GT(repeated, std::size_t{100});
}

/// The string with an ordinary name for a host.
std::string at_ordinary_host(const std::string& string) {
  static const std::regex host("^([a-z]+://)[^/?@\\[\\]]*(:[0-9]+/)");
  return std::regex_replace(string, host, "$1db1$2");
}

std::vector<std::string> strings_of(const std::string& list) {
  std::vector<std::string> strings;
  std::istringstream lines(list);
  for (std::string line; std::getline(lines, line);) strings.push_back(line);
  return strings;
}

/// One that takes what the pages' strings ask for, where a page shows none.
std::string welcoming() {
  Server server;
  for (const std::string port : {"9007", "9008", "9443", "80", "443"}) {
    for (const std::string protocol : {"amps", "websocket"}) {
      for (const bool tls : {false, true}) {
        Way way;
        way.kind = tls ? "tcps" : "tcp";
        way.address = port;
        way.protocol = protocol;
        way.keys = tls;
        server.ways.push_back(way);
      }
    }
  }
  return configuration(server);
}

TEST(MatchProperty, WhatAPageShowsIsReportedBehindTheSameStringForAnotherHost) {
  std::size_t reported = 0;
  std::size_t behind_clean = 0;
  for (const PageText& text : page_texts()) {
    const TemporaryFolder folder;
    Request request;
    request.paths = {
        folder.write("amps.xml", text.configuration.empty() ? welcoming() : text.configuration)};
    request.rules.select = {std::string(text.rule)};
    for (const std::string& string : strings_of(text.clients)) {
      for (const ClientKind kind : all_client_kinds) {
        request.client_kind = kind;
        request.clients = {string};
        const Result<LintResult> alone = lint(request);
        request.clients = {at_ordinary_host(string), string};
        const Result<LintResult> behind = lint(request);
        ASSERT_TRUE(alone && behind);
        const std::string expected = answer_of(*alone, alone->connections.at(0));
        EXPECT_EQ(answer_of(*behind, behind->connections.at(1)), expected) << string << "\n"
                                                                           << text.rule;
        const bool is_reported = expected.find('\n') != std::string::npos;
        const bool is_clean = answer_of(*behind, behind->connections.at(0)).starts_with("comp");
        reported += is_reported ? 1 : 0;
        behind_clean += is_reported && is_clean ? 1 : 0;
      }
    }
  }
  EXPECT_GT(reported, std::size_t{100});
  EXPECT_GT(behind_clean, std::size_t{1});
}

}  // namespace
}  // namespace ampslint::testing
