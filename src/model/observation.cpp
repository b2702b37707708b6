#include "model/observation.hpp"

#include <algorithm>
#include <array>

namespace ampslint {

std::string_view to_string(StageName name) {
  constexpr std::array<std::string_view, stage_count> names{"resolve", "connect", "tls", "upgrade",
                                                            "logon"};
  return names.at(static_cast<std::size_t>(name));
}

std::string_view to_string(Fault fault) {
  constexpr std::array<std::string_view, fault_count> names{
      "none",          "not-resolved", "no-local-address", "refused",  "timed-out",  "unreachable",
      "no-permission", "no-such-file", "no-socket",        "closed",   "spoke",      "tls-failed",
      "certificate",   "http-status",  "withheld",         "rejected", "challenged", "other"};
  return names.at(static_cast<std::size_t>(fault));
}

std::string_view to_string(CertificateProblem problem) {
  constexpr std::array<std::string_view, certificate_problem_count> names{
      "expired",        "issuer-expired", "not-yet-valid", "self-signed",
      "unknown-issuer", "untrusted-root", "wrong-name",    "other"};
  return names.at(static_cast<std::size_t>(problem));
}

std::string_view to_string(Peer peer) {
  constexpr std::array<std::string_view, peer_count> names{"unknown",   "tls",   "http",
                                                           "websocket", "admin", "proxied"};
  return names.at(static_cast<std::size_t>(peer));
}

const Stage* Observation::stage(StageName name) const {
  const auto found = std::ranges::find(stages, name, &Stage::name);
  return found == stages.end() ? nullptr : &*found;
}

std::vector<std::string*> Observation::heard_texts() {
  std::vector<std::string*> texts{&reason, &heard};
  if (http) {
    for (std::string* text :
         {&http->reason, &http->server, &http->via, &http->challenge, &http->upgrade}) {
      texts.push_back(text);
    }
  }
  if (logon) {
    for (std::string* text : {&logon->status, &logon->reason, &logon->version}) {
      texts.push_back(text);
    }
  }
  for (Stage& stage : stages) texts.push_back(&stage.detail);
  return texts;
}

double Observation::milliseconds() const {
  double sum = 0;
  for (const Stage& stage : stages) sum += stage.milliseconds;
  return sum;
}

bool Observation::upgraded() const {
  return http && http->switches() && fault != Fault::http_status;
}

bool is_tls(std::string_view heard) {
  return heard.size() >= 2 && heard[0] >= 0x14 && heard[0] <= 0x17 && heard[1] == 0x03;
}

bool is_http(std::string_view heard) { return heard.starts_with("HTTP/"); }

bool is_http2(std::string_view heard) {
  constexpr std::string_view no_stream("\0\0\0\0", 4);
  constexpr char settings = 4;
  constexpr char go_away = 7;
  return heard.size() >= 9 && heard[0] == 0 && (heard[3] == settings || heard[3] == go_away) &&
         heard.substr(5, 4) == no_stream;
}

std::string_view product_of(std::string_view heard) {
  if (is_http2(heard)) return "an HTTP/2 server";
  struct Greeting {
    std::string_view begins;
    std::string_view product;
  };
  constexpr Greeting greetings[] = {
      {"SSH-", "an SSH server"},        {"220 ", "a mail or FTP server"},
      {"220-", "a mail or FTP server"}, {"+OK", "a POP3 server"},
      {"* OK", "an IMAP server"},       {"-ERR", "a Redis server"},
      {"INFO {", "a NATS server"},      {"AMQP", "an AMQP broker"},
      {"RFB ", "a VNC server"}};
  const auto* found = std::ranges::find_if(
      greetings, [heard](const Greeting& g) { return heard.starts_with(g.begins); });
  return found == std::end(greetings) ? std::string_view() : found->product;
}

}  // namespace ampslint
