#include "pages/observed.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <sstream>

namespace ampslint::testing {
namespace {

template <typename Enum>
Enum named(const std::string& name, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (to_string(static_cast<Enum>(i)) == name) return static_cast<Enum>(i);
  }
  ADD_FAILURE() << "nothing is called '" << name << "'";
  return Enum{};
}

/// `\r`, `\n`, `\xNN`.
std::string unescaped(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
    } else if (text.compare(i, 2, "\\x") == 0) {
      out += static_cast<char>(std::stoi(text.substr(i + 2, 2), nullptr, 16));
      i += 3;
    } else {
      out += text[++i] == 'r' ? '\r' : '\n';
    }
  }
  return out;
}

TlsSeen& tls_of(Observation& seen) { return seen.tls ? *seen.tls : seen.tls.emplace(); }
IssuerSeen& issuer_of(Observation& seen) {
  auto& issuer = tls_of(seen).first_to_expire;
  return issuer ? *issuer : issuer.emplace();
}
HttpSeen& http_of(Observation& seen) { return seen.http ? *seen.http : seen.http.emplace(); }
LogonSeen& logon_of(Observation& seen) { return seen.logon ? *seen.logon : seen.logon.emplace(); }

using Set = std::function<void(Observation&, const std::string&)>;

template <typename Part, typename Member>
Set text(Part part, Member member) {
  return [=](Observation& seen, const std::string& value) { part(seen).*member = value; };
}
template <typename Part, typename Member>
Set flag(Part part, Member member) {
  return [=](Observation& seen, const std::string&) { part(seen).*member = true; };
}
template <typename Part, typename Member>
Set number(Part part, Member member) {
  return
      [=](Observation& seen, const std::string& value) { part(seen).*member = std::stoi(value); };
}
Set seconds(double Observation::* member) {
  return [=](Observation& seen, const std::string& value) { seen.*member = std::stod(value); };
}
Observation& itself(Observation& seen) { return seen; }

/// The milliseconds of the stage before.
void took(Observation& seen, const std::string& value) {
  if (seen.stages.empty()) {
    ADD_FAILURE() << "'took' before any stage";
  } else {
    seen.stages.back().milliseconds = std::stod(value);
  }
}

void add_other(Observation& seen, const std::string& value) {
  const std::size_t blank = value.rfind(' ');
  seen.others.push_back({.address = value.substr(0, blank),
                         .fault = named<Fault>(value.substr(blank + 1), fault_count)});
}

const std::map<std::string, Set>& keys() {
  static const std::map<std::string, Set> all{
      {"fault",
       [](Observation& seen, const std::string& v) { seen.fault = named<Fault>(v, fault_count); }},
      {"peer",
       [](Observation& seen, const std::string& v) { seen.peer = named<Peer>(v, peer_count); }},
      {"reason", text(itself, &Observation::reason)},
      {"address", text(itself, &Observation::address)},
      {"heard", [](Observation& seen, const std::string& v) { seen.heard = unescaped(v); }},
      {"limit", seconds(&Observation::limit_seconds)},
      {"warn", seconds(&Observation::warn_seconds)},
      {"crit", seconds(&Observation::crit_seconds)},
      {"took", took},
      {"attempts",
       [](Observation& seen, const std::string& v) {
         seen.attempts = static_cast<unsigned>(std::stoi(v));
       }},
      {"interrupted", [](Observation& seen, const std::string&) { seen.finished = false; }},
      {"logon-wanted", flag(itself, &Observation::logon_wanted)},
      {"insecure", flag(itself, &Observation::insecure)},
      {"not-entrusted", flag(itself, &Observation::not_entrusted)},
      {"other", add_other},
      {"tls.version", text(tls_of, &TlsSeen::version)},
      {"tls.cipher", text(tls_of, &TlsSeen::cipher)},
      {"tls.bits", number(tls_of, &TlsSeen::bits)},
      {"tls.subject", text(tls_of, &TlsSeen::subject)},
      {"tls.issuer", text(tls_of, &TlsSeen::issuer)},
      {"tls.names", text(tls_of, &TlsSeen::names)},
      {"tls.expires", text(tls_of, &TlsSeen::expires)},
      {"tls.days", number(tls_of, &TlsSeen::days_left)},
      {"tls.expires-at",
       [](Observation& seen, const std::string& v) { tls_of(seen).expires_at = std::stoll(v); }},
      {"tls.issuer-expires",
       [](Observation& seen, const std::string& v) { issuer_of(seen).expires = v; }},
      {"tls.issuer-days",
       [](Observation& seen, const std::string& v) { issuer_of(seen).days_left = std::stoi(v); }},
      {"tls.issuer-subject",
       [](Observation& seen, const std::string& v) { issuer_of(seen).subject = v; }},
      {"tls.wanted", text(tls_of, &TlsSeen::wanted)},
      {"tls.least", text(tls_of, &TlsSeen::least)},
      {"tls.verified", flag(tls_of, &TlsSeen::verified)},
      {"tls.demanded", flag(tls_of, &TlsSeen::demanded)},
      {"tls.presented", flag(tls_of, &TlsSeen::presented)},
      {"tls.problem",
       [](Observation& seen, const std::string& v) {
         tls_of(seen).problems.push_back(named<CertificateProblem>(v, certificate_problem_count));
       }},
      {"http.status",
       [](Observation& seen, const std::string& v) {
         http_of(seen).status = static_cast<unsigned>(std::stoi(v));
       }},
      {"http.reason", text(http_of, &HttpSeen::reason)},
      {"http.server", text(http_of, &HttpSeen::server)},
      {"http.via", text(http_of, &HttpSeen::via)},
      {"http.challenge", text(http_of, &HttpSeen::challenge)},
      {"http.upgrade", text(http_of, &HttpSeen::upgrade)},
      {"logon.status", text(logon_of, &LogonSeen::status)},
      {"logon.reason", text(logon_of, &LogonSeen::reason)},
      {"logon.version", text(logon_of, &LogonSeen::version)},
      {"logon.with-credentials", flag(logon_of, &LogonSeen::with_credentials)},
      {"logon.with-user", flag(logon_of, &LogonSeen::with_user)},
  };
  return all;
}

/// `connect ok 10.0.0.7:9007`, `logon failed`.
bool read_stage(Observation& seen, const std::string& key, const std::string& value) {
  for (std::size_t i = 0; i < stage_count; ++i) {
    const auto name = static_cast<StageName>(i);
    if (to_string(name) != key) continue;
    const std::size_t blank = value.find(' ');
    const std::string detail = blank == std::string::npos ? "" : value.substr(blank + 1);
    seen.stages.push_back({.name = name, .ok = value.starts_with("ok"), .detail = detail});
    return true;
  }
  return false;
}

void read_admin_line(AdminSeen& seen, const std::string& key, const std::string& value) {
  const std::size_t blank = value.rfind(' ');
  const std::string first = value.substr(0, blank);
  const std::string last = blank == std::string::npos ? "" : value.substr(blank + 1);
  if (key == "url") {
    seen.url = value;
  } else if (key == "fault") {
    seen.fault = named<Fault>(value, fault_count);
  } else if (key == "reason") {
    seen.reason = value;
  } else if (key == "version") {
    seen.version = value;
  } else if (key == "name") {
    seen.name = value;
  } else if (key == "transport") {
    if (!seen.transports) seen.transports.emplace();
    seen.transports->push_back({.name = first, .enabled = last == "enabled"});
  } else if (key == "destination") {
    seen.destinations.push_back({.name = first, .connected = last == "connected"});
  } else {
    ADD_FAILURE() << "an Admin interface has no '" << key << "'";
  }
}

}  // namespace

AdminSeen read_admin(const std::string& block) {
  AdminSeen seen;
  std::istringstream in(block);
  for (std::string line; std::getline(in, line);) {
    const std::size_t blank = line.find(' ');
    read_admin_line(seen, line.substr(0, blank), line.substr(blank + 1));
  }
  return seen;
}

std::vector<Observation> read_observations(const std::string& block) {
  const Observation fresh{.stages = {}, .finished = true};
  std::vector<Observation> all{fresh};
  std::istringstream in(block);
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) {
      all.push_back(fresh);
      continue;
    }
    const std::size_t blank = line.find(' ');
    const std::string key = line.substr(0, blank);
    const std::string value = blank == std::string::npos ? "" : line.substr(blank + 1);
    if (read_stage(all.back(), key, value)) continue;
    const auto set = keys().find(key);
    if (set == keys().end()) {
      ADD_FAILURE() << "an observation has no '" << key << "'";
    } else {
      set->second(all.back(), value);
    }
  }
  return all;
}

}  // namespace ampslint::testing
