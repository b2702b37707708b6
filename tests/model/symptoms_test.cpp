// Texts that people paste: each of the table, those of the clients' readers, and others of their
// kind.
#include <fmt/core.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/symptoms/match.hpp"
#include "report/explanations.hpp"
#include "support/examples.hpp"

namespace ampslint::testing {
namespace {

std::vector<std::string> texts_in(std::string_view line) {
  std::vector<std::string> texts;
  for (const Symptom* symptom : symptoms_in(line)) texts.emplace_back(symptom->text);
  return texts;
}

/// What a line shows first.
std::string first_in(std::string_view line) {
  const std::vector<std::string> texts = texts_in(line);
  return texts.empty() ? std::string() : texts.front();
}

std::string filled_in(std::string_view text) {
  std::string filled(text);
  for (std::size_t at = filled.find("{}"); at != std::string::npos; at = filled.find("{}", at)) {
    filled.replace(at, 2, "any words: here");
  }
  return filled;
}

TEST(Symptoms, EachIsRecognisedInALine) {
  for (const Symptom& symptom : symptoms()) {
    std::string line = filled_in(symptom.text);
    if (symptom.kind == SymptomKind::log)
      line = fmt::format("2026-11-30T08:00:00.1+00:00 [3] info: {} x", line);
    if (symptom.kind == SymptomKind::log_family) line = fmt::format("[3] error: {}9999 x", line);
    if (symptom.kind == SymptomKind::reason)
      line = fmt::format("07-0013 Client x: reason = {}", line);
    if (symptom.kind == SymptomKind::tls_alert)
      line = fmt::format("error:0A0004: tlsv1 alert {}", line);
    if (symptom.kind == SymptomKind::http_class)
      line = fmt::format("HTTP/1.1 {}99 Odd", symptom.number);
    SCOPED_TRACE(line);
    const std::vector<const Symptom*> found = symptoms_in(line);
    const bool known = std::ranges::any_of(found, [&symptom](const Symptom* one) {
      return one == &symptom || one->means == symptom.means;
    });
    EXPECT_TRUE(known) << fmt::format("{}", fmt::join(texts_in(line), " | "));
  }
}

TEST(Symptoms, EachHasMeaningSourceAndRulesThatExist) {
  std::set<std::string_view> ids;
  for (const NamedRule& rule : all_rules()) ids.insert(rule.id);
  std::set<std::pair<SymptomKind, std::string_view>> texts;
  std::size_t specific = 0;
  for (const Symptom& symptom : symptoms()) {
    SCOPED_TRACE(symptom.text);
    EXPECT_FALSE(symptom.means.empty() || symptom.source.empty());
    EXPECT_TRUE(texts.emplace(symptom.kind, symptom.text).second) << "twice";
    specific += symptom.kind == SymptomKind::log || symptom.kind == SymptomKind::client ||
                symptom.kind == SymptomKind::reason;
    for (const Cause& cause : symptom.causes) {
      for (const std::string_view rule : cause.rules) EXPECT_TRUE(ids.contains(rule)) << rule;
    }
  }
  EXPECT_GE(specific, 60U);
}

/// Every text that a client's reader makes of the strings of the rules' pages.
TEST(Symptoms, EveryTextOfAClientsReaderIsRecognised) {
  std::set<std::string> missed;
  std::size_t refused = 0;
  for (const PageText& page : page_texts()) {
    std::string_view rest = page.clients;
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      for (const ClientKind kind : all_client_kinds) {
        for (const Version& version :
             {newest_version, Version{{5, 3, 4, 4}}, Version{{5, 3, 0, 0}}}) {
          const Reading reading = read_as(kind, line, version);
          if (reading.accepts != false) continue;
          ++refused;
          const std::vector<const Symptom*> found = symptoms_in(reading.error);
          // The name of the exception alone says too little, except where there is no more.
          if (found.empty()) missed.insert(reading.error);
        }
      }
    }
  }
  EXPECT_GT(refused, 500U);
  EXPECT_TRUE(missed.empty()) << fmt::format("{}", fmt::join(missed, "\n"));
}

/// As `tests/interop` sees them of the official clients, and as people paste them.
TEST(Symptoms, WhatTheInteropTestsProduceIsRecognised) {
  const std::pair<std::string_view, std::string_view> pasted[] = {
      {"InvalidUriException: The URI specified invalid properties: true.",
       "The URI specified invalid properties: {}"},
      {"AMPS.InvalidURIException: The URI specified invalid properties.",
       "The URI specified invalid properties."},
      {"ConnectionRefusedException: Unable to connect to AMPS at tcp://db1:9007/amps/json",
       "Unable to connect to AMPS at"},
      {"com.crankuptheamps.client.exception.ConnectionRefusedException: Unable to connect to AMPS "
       "at 127.0.0.1:9",
       "Unable to connect to AMPS at"},
      {"AuthenticationException: Logon failed for user \"joe\"", "Logon failed for user"},
      {"NotEntitledException: User \"\" not entitled to topic \"\".", "not entitled to topic"},
      {"CommandException: invalid message type 'xml'.", "invalid message type '{}'"},
      {"NameInUseException: name in use 'N'.", "name in use '{}'"},
      {"CommandException: Error from server while processing this command: 'odd'",
       "Error from server while processing this command: '{}'"},
      {"AuthenticationException: retry not implemented by DefaultAuthenticator.",
       "retry not implemented by DefaultAuthenticator"},
      {"DisconnectedException: Connection closed while waiting for response.",
       "Connection closed while waiting for response"},
      {"TimedOutException: timed out waiting for operation.", "timed out waiting for operation"},
      {"ConnectionRefusedException: Failed to upgrade connection", "Failed to upgrade connection"},
      {"ConnectionRefusedException: Error reading preflight response",
       "Error reading preflight response"},
      {"AMPSException: The http connection failed. Unexpected SSL error 6",
       "The http connection failed"},
      {"DisconnectedException", "DisconnectedException"},
      {"ConnectionRefusedException: Connection refused", "Connection refused"},
      {"1006: connection failed", "1006{}Connection Failed"},
      {"Error: Specification of message type requires amps protocol",
       "Specification of message type requires amps protocol"},
      {"com.crankuptheamps.client.exception.InvalidURIException: Unrecognized URI parameter "
       "`&http_preflight'",
       "Unrecognized URI parameter `{}'"},
      {"[SSL: TLSV1_ALERT_UNKNOWN_CA] tlsv1 alert unknown ca (_ssl.c:2580)", "unknown ca"},
      {"error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40",
       "handshake failure"},
      {"javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure",
       "handshake failure"},
      {"remote error: tls: unknown certificate authority", "unknown ca"},
      {"SSL alert number 116", "certificate required"},
      {"HTTP/1.1 403 Forbidden", "HTTP 403"},
      {"HTTP 404", "HTTP 404"},
      {"404", "HTTP 404"},
      {"Unexpected server response: 502", "HTTP 502"},
      {"the server answered with status code 504", "HTTP 504"},
      {"HTTP/1.1 418 I'm a teapot", "HTTP 4xx"},
      {"07-0013", "07-0013"},
      {"00-0007", "00-0007"},
      {"1f-0004", "1F-0004"},
      {"07-9999", "07-"},
      {"2026-11-30 info: 07-0013 client[a] disconnected. reason = slow client", "slow client"},
      {"07-0013 … entitlement reset", "entitlement reset"},
      {"slow client", "slow client"},
      {"name in use", "name in use"}};
  for (const auto& [line, text] : pasted) EXPECT_EQ(first_in(line), text) << line;
}

TEST(Symptoms, OtherWordsAreNotTakenForOne) {
  for (const char* line : {"the author has an auth token", "copied on 11-30-2026",
                           "all 404 tests passed", "2026-11-0013", "order 07-00134 was sent",
                           "a heartbeat of 5 seconds", "everything works", "", "at line 500"}) {
    EXPECT_EQ(texts_in(line), std::vector<std::string>{}) << line;
  }
}

TEST(Symptoms, WhatIsNotKnownNamesTheNearest) {
  std::ostringstream out;
  const Result<void> written = write_explanations("The URI specified no propertys\n", false, out);
  ASSERT_FALSE(written);
  EXPECT_TRUE(out.str().empty());
  EXPECT_NE(written.error().what.find("the nearest is 'The URI specified"), std::string::npos)
      << written.error().what;
  EXPECT_FALSE(write_explanations("", false, out));
  EXPECT_FALSE(write_explanations("\n \n", true, out));
}

TEST(Symptoms, PasswordsStayHidden) {
  std::ostringstream out;
  const Result<void> written = write_explanations(
      "Unable to connect to AMPS at tcp://joe:hunter2@db1:9007/amps/json\nsome more\n", false, out);
  ASSERT_TRUE(written);
  EXPECT_EQ(out.str().find("hunter2"), std::string::npos) << out.str();
  EXPECT_NE(out.str().find("1 line more not known"), std::string::npos) << out.str();
}

}  // namespace
}  // namespace ampslint::testing
