// Whatever a probe can see of an endpoint that is not ready, exactly one rule names the cause; on
// one that is ready, none reports an error.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "driver/lint.hpp"
#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

/// What the peer may have sent before the probe gave up on it.
enum class Heard : std::uint8_t { nothing, tls, http, greeting, garbage };

constexpr Heard all_heard[] = {Heard::nothing, Heard::tls, Heard::http, Heard::greeting,
                               Heard::garbage};

std::string bytes_of(Heard heard) {
  switch (heard) {
    case Heard::nothing:
      return {};
    case Heard::tls:
      return {"\x15\x03\x03\x00\x02", 5};
    case Heard::http:
      return "HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n";
    case Heard::greeting:
      return "SSH-2.0-OpenSSH_9.2p1\r\n";
    case Heard::garbage:
      break;
  }
  return "\x01\x7f garbage";
}

constexpr std::string_view strings[] = {
    "tcp://user:pw@db1:9007/amps/json",
    "tcps://db1:9443/amps/json",
    "unix://localhost:0/amps/json?path=/run/amps.sock",
    "ws://db1:9008/amps/json",
    "wss://user:pw@db1:9444/amps/json",
    "tcp://db1:9007/client/amps/json?http_preflight=true",
    "tcps://db1:9443/client/amps/json?http_preflight=true",
};

/// Listeners for the strings: as they should be, or the plain ones in TLS and the reverse.
std::string configuration(bool swapped) {
  const auto transport = [](std::string_view name, int port, bool tls, std::string_view more) {
    return fmt::format(
        "<Transport><Name>{}</Name><Type>{}</Type><InetAddr>{}</InetAddr>{}{}</Transport>", name,
        tls ? "tcps" : "tcp", port, more,
        tls ? "<Certificate>c.pem</Certificate><PrivateKey>k.pem</PrivateKey>" : "");
  };
  constexpr std::string_view websocket = "<Protocol>websocket</Protocol>";
  return "<AMPSConfig><Name>one</Name><Transports>" + transport("a", 9007, swapped, "") +
         transport("b", 9443, !swapped, "") + transport("c", 9008, swapped, websocket) +
         transport("d", 9444, !swapped, websocket) +
         "<Transport><Name>e</Name><Type>amps-unix</Type><FileName>/run/amps.sock</FileName>"
         "</Transport></Transports></AMPSConfig>";
}

struct Case {
  std::string client;
  Observation seen;
};

/// The rules that name why an endpoint is not ready.
constexpr std::string_view causes[] = {
    "live-bind-failed",
    "live-client-certificate-demanded",
    "live-connection-failed",
    "live-connection-refused",
    "live-connection-timeout",
    "live-credentials-withheld",
    "live-http-answer",
    "live-logon-challenge",
    "live-logon-failed",
    "live-logon-not-permitted",
    "live-logon-timeout",
    "live-message-type-refused",
    "live-name-in-use",
    "live-name-resolution-failed",
    "live-not-amps",
    "live-plain-port-got-tls",
    "live-port-open-not-ready",
    "live-preflight-refused",
    "live-tls-handshake-failed",
    "live-tls-port-got-plain",
    "live-unix-permission-denied",
    "live-unix-socket-missing",
    "live-unix-stale-socket",
    "live-websocket-upgrade-refused",
};

bool is_cause(const std::string& id, const Observation& seen) {
  // Where another stage failed, it is a note on what '--insecure' lets pass.
  if (id == "live-certificate-invalid") return seen.fault == Fault::certificate;
  return std::ranges::find(causes, id) != std::end(causes);
}

/// Lists what a probe can see of one string, by what each stage of it can meet.
class Possibilities {
 public:
  Possibilities(std::string_view client, std::vector<Case>& cases)
      : client_(client),
        tls_(client.starts_with("tcps") || client.starts_with("wss")),
        unix_(client.starts_with("unix")),
        upgrades_(client.starts_with("ws") || client.find("preflight") != client.npos),
        cases_(cases) {}

  void list() {
    if (!unix_) list_resolve();
    list_connect();
    if (tls_) list_handshake();
    if (upgrades_) list_upgrade();
    list_logon();
  }

 private:
  /// All that comes before `stage` went well.
  Observation up_to(StageName stage) const {
    Observation seen;
    seen.finished = true;
    seen.address = unix_ ? "/run/amps.sock" : "10.0.0.7:9007";
    seen.limit_seconds = 5;
    if (!unix_) seen.stages.push_back({.name = StageName::resolve, .ok = true});
    if (stage == StageName::resolve) seen.stages.clear();
    const auto pass = [&seen, stage](StageName name) {
      if (name < stage) seen.stages.push_back({.name = name, .ok = true});
    };
    pass(StageName::connect);
    if (tls_) pass(StageName::tls);
    if (tls_ && stage > StageName::tls) encrypt(seen);
    if (upgrades_) pass(StageName::upgrade);
    if (upgrades_ && stage > StageName::upgrade) switch_protocols(seen);
    seen.stages.push_back({.name = stage});
    return seen;
  }

  static void encrypt(Observation& seen) {
    seen.tls.emplace();
    seen.tls->version = "TLSv1.3";
    seen.tls->cipher = "TLS_AES_256_GCM_SHA384";
    seen.tls->bits = 256;
  }
  static void switch_protocols(Observation& seen) { seen.http.emplace().status = 101; }

  void add(Observation seen, Fault fault, std::string reason = {}, Heard heard = Heard::nothing) {
    seen.fault = fault;
    seen.reason = std::move(reason);
    if (heard != Heard::nothing) seen.heard = bytes_of(heard);
    cases_.push_back({std::string(client_), seen});
    if (!tls_) return;
    seen.insecure = true;
    if (seen.encrypted() && fault != Fault::certificate) {
      seen.tls->problems = {CertificateProblem::self_signed};
    }
    cases_.push_back({std::string(client_), std::move(seen)});
  }

  /// A server that asks for a certificate or not, and gets one or not.
  void add_with_certificates(Observation seen, Fault fault, const std::string& reason = {},
                             Heard heard = Heard::nothing) {
    if (!seen.tls) seen.tls.emplace();
    add(seen, fault, reason, heard);
    seen.tls->demanded = true;
    add(seen, fault, reason, heard);
    seen.tls->presented = true;
    add(seen, fault, reason, heard);
  }

  void list_resolve() {
    add(up_to(StageName::resolve), Fault::not_resolved, "Name or service not known");
    add(up_to(StageName::resolve), Fault::timed_out);
  }

  void list_connect() {
    const Observation seen = up_to(StageName::connect);
    add(seen, Fault::refused, "Connection refused");
    add(seen, Fault::timed_out);
    add(seen, Fault::no_permission, "Permission denied");
    add(seen, Fault::other, "Too many open files");
    if (unix_) {
      add(seen, Fault::no_such_file, "No such file or directory");
    } else {
      add(seen, Fault::unreachable, "No route to host");
      add(seen, Fault::no_local_address, "Cannot assign requested address");
    }
    if (!tls_ && !upgrades_) list_settling(seen);
  }

  /// Behind the last stage before the logon, the peer is listened to for a moment.
  void list_settling(Observation seen) {
    add(seen, Fault::closed, "End of file");
    add(seen, Fault::other, "Cannot allocate memory");
    for (const Heard heard : all_heard) {
      // Bytes or, of a WebSocket, a message, which may be empty.
      if (heard != Heard::nothing || seen.http) add(seen, Fault::spoke, "", heard);
    }
    if (tls_) list_alerts(seen, Heard::nothing);
    if (tls_) add_with_certificates(seen, Fault::closed);
  }

  void list_alerts(const Observation& seen, Heard heard) {
    for (const std::string reason :
         {"sslv3 alert handshake failure (SSL routines)",
          "tlsv1 alert protocol version (SSL routines)", "tlsv1 alert unknown ca (SSL routines)",
          "tlsv13 alert certificate required (SSL routines)",
          "sslv3 alert bad certificate (SSL routines)",
          "sslv3 alert certificate expired (SSL routines)",
          "tlsv1 alert internal error (SSL routines)", "unsupported protocol (SSL routines)",
          "decryption failed or bad record mac (SSL routines)", "asio.ssl error"}) {
      add_with_certificates(seen, Fault::tls_failed, reason, heard);
    }
  }

  void list_handshake() {
    Observation seen = up_to(StageName::tls);
    seen.tls.emplace();
    for (const Heard heard : {Heard::nothing, Heard::tls}) {
      add_with_certificates(seen, Fault::closed, "stream truncated", heard);
      add_with_certificates(seen, Fault::timed_out, "", heard);
      list_alerts(seen, heard);
    }
    for (const Heard heard : {Heard::http, Heard::greeting, Heard::garbage}) {
      add(seen, Fault::spoke, "wrong version number (SSL routines)", heard);
    }
    add(seen, Fault::other, "unspecified system error");
    encrypt(seen);
    if (!upgrades_) list_settling(seen);
    seen.tls->problems = {CertificateProblem::expired, CertificateProblem::wrong_name};
    seen.tls->expires = "2026-01-31";
    seen.fault = Fault::certificate;
    cases_.push_back({std::string(client_), seen});
  }

  /// A peer that breaks off, or never answers, is looked at a second time.
  void list_broken_off(const Observation& seen) {
    for (const Heard heard : all_heard) {
      add(seen, Fault::closed, "end of stream", heard);
      add(seen, Fault::timed_out, "", heard);
      add(seen, Fault::spoke, "bad version", heard);
    }
    if (unix_) return;
    Observation looked_at = seen;
    for (const Peer peer : {Peer::tls, Peer::http, Peer::websocket, Peer::admin}) {
      if (peer == Peer::tls && tls_) continue;
      if (peer == Peer::websocket && client_.starts_with("ws")) continue;
      looked_at.peer = peer;
      add(looked_at, Fault::closed);
      add(looked_at, Fault::timed_out);
      if (peer == Peer::tls || peer == Peer::websocket) continue;
      add(looked_at, Fault::closed, "", Heard::http);
      add(looked_at, Fault::timed_out, "", Heard::http);
      add(looked_at, Fault::spoke, "", Heard::http);
    }
  }

  void list_upgrade() {
    const Observation seen = up_to(StageName::upgrade);
    list_broken_off(seen);
    if (tls_) {
      list_alerts(seen, Heard::nothing);
      add_with_certificates(seen, Fault::closed);
    }
    for (const unsigned status : {101U, 200U, 302U, 400U, 401U, 403U, 404U, 426U, 500U, 502U}) {
      Observation answered = seen;
      answered.http.emplace().status = status;
      if (status == 426) answered.http->upgrade = "websocket";
      add(answered, Fault::http_status, fmt::format("{}", status), Heard::http);
      answered.peer = Peer::admin;
      add(answered, Fault::http_status, fmt::format("{}", status), Heard::http);
      answered.peer = Peer::http;
      add(answered, Fault::http_status, fmt::format("{}", status), Heard::http);
      answered.heard = "HTTP/1.1 400 Bad\r\n\r\nThe plain HTTP request was sent to HTTPS port";
      if (status == 400) add(answered, Fault::http_status, "400 Bad");
    }
    Observation upgraded = seen;
    switch_protocols(upgraded);
    list_settling(upgraded);
  }

  void list_logon() {
    Observation seen = up_to(StageName::logon);
    seen.logon_wanted = true;
    add(seen, Fault::withheld);
    add(seen, Fault::other, "Cannot allocate memory");
    list_broken_off(seen);
    if (tls_) list_alerts(seen, Heard::nothing);
    seen.logon.emplace().status = "failure";
    for (const std::string reason :
         {"", "auth failure", "not entitled", "invalid message type", "name in use",
          "duplicate logon attempt", "no client name", "logon required", "something new"}) {
      add(seen, Fault::rejected, reason);
    }
    add(seen, Fault::challenged);
  }

  std::string_view client_;
  bool tls_;
  bool unix_;
  bool upgrades_;
  std::vector<Case>& cases_;
};

std::string described(const Case& one) {
  std::string text = one.client;
  for (const Stage& stage : one.seen.stages) text += fmt::format(" {}", to_string(stage.name));
  text += fmt::format(" {} '{}' heard '{}'", to_string(one.seen.fault), one.seen.reason,
                      one.seen.heard.substr(0, 40));
  if (one.seen.http) text += fmt::format(" http {}", one.seen.http->status);
  if (one.seen.tls) {
    text += fmt::format(" tls '{}' {} {}", one.seen.tls->version, one.seen.tls->demanded,
                        one.seen.tls->presented);
  }
  return text;
}

/// The live rules that report an error in each case.
std::vector<std::vector<std::string>> errors_of(const std::vector<Case>& cases,
                                                const std::string& configuration) {
  const TemporaryFolder folder;
  Request request;
  request.paths = {folder.path()};
  if (!configuration.empty()) request.paths = {folder.write("amps.xml", configuration)};
  request.rules.select = {"live-*"};
  std::vector<Observation> seen;
  for (const Case& one : cases) {
    request.clients.push_back(one.client);
    seen.push_back(one.seen);
  }
  const Result<LintResult> result = check_observed(request, std::move(seen));
  EXPECT_TRUE(result.has_value());
  std::vector<std::vector<std::string>> errors(cases.size());
  for (const Diagnostic& diagnostic : result->diagnostics) {
    if (diagnostic.severity != Severity::error) continue;
    const auto connection = std::ranges::find(result->connections, diagnostic.where.source,
                                              [](const Connection& c) { return c.where().source; });
    const auto at = static_cast<std::size_t>(connection - result->connections.begin());
    errors.at(at).emplace_back(all_rules()[diagnostic.rule].id);
  }
  return errors;
}

std::vector<std::string> configurations() {
  return {"", configuration(false), configuration(true)};
}

TEST(Live, EveryFailureHasExactlyOneCause) {
  std::vector<Case> cases;
  for (const std::string_view client : strings) Possibilities(client, cases).list();
  EXPECT_GT(cases.size(), 1000U);
  for (const std::string& text : configurations()) {
    const auto errors = errors_of(cases, text);
    for (std::size_t i = 0; i < cases.size(); ++i) {
      std::string reported;
      for (const std::string& id : errors[i]) reported += id + " ";
      const bool one = errors[i].size() == 1 && is_cause(errors[i].front(), cases[i].seen);
      EXPECT_TRUE(one) << described(cases[i]) << ": " << reported;
    }
  }
}

/// A ready endpoint with everything that can be remarked on.
Observation ready(bool tls, std::string reason, std::string version) {
  Observation seen;
  seen.finished = true;
  seen.address = "10.0.0.7:9007";
  seen.stages = {{.name = StageName::connect, .ok = true}, {.name = StageName::logon, .ok = true}};
  seen.others = {{.address = "10.0.0.8:9007", .fault = Fault::timed_out}};
  seen.insecure = tls;
  if (tls) {
    TlsSeen& shown = seen.tls.emplace();
    shown.version = "TLSv1.1";
    shown.cipher = "DES-CBC3-SHA";
    shown.bits = 112;
    shown.expires = "2026-12-01";
    shown.days_left = 3;
    shown.demanded = true;
  }
  seen.logon =
      LogonSeen{.status = "success", .reason = std::move(reason), .version = std::move(version)};
  return seen;
}

TEST(Live, RemarksOnWhatIsReadyAreNoErrors) {
  std::vector<Case> cases;
  for (const std::string_view client : strings) {
    const bool tls = client.starts_with("tcps") || client.starts_with("wss");
    cases.push_back({std::string(client), ready(tls, "", "4.3")});
    cases.push_back({std::string(client), ready(tls, "authentication disabled", "5.3.5.135")});
    cases.back().seen.logon->with_credentials = true;
    if (!tls) continue;
    cases.push_back({std::string(client), ready(tls, "", "")});
    cases.back().seen.tls->problems = {CertificateProblem::self_signed};
  }
  for (const std::string& text : configurations()) {
    const auto errors = errors_of(cases, text);
    for (std::size_t i = 0; i < cases.size(); ++i) {
      EXPECT_TRUE(errors[i].empty()) << described(cases[i]) << ": " << errors[i].front();
    }
  }
}

}  // namespace
}  // namespace ampslint::testing
