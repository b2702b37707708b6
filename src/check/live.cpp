#include "check/live.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "check/apply.hpp"
#include "check/match/address_fit.hpp"
#include "check/match/alternatives.hpp"
#include "check/run.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

constexpr std::size_t longest_quote = 60;

/// The alerts of a server that does not take a client's certificate, as OpenSSL spells them.
constexpr std::string_view refusals_of_certificates[] = {
    "bad certificate",     "unsupported certificate", "certificate revoked",
    "certificate expired", "certificate unknown",     "unknown ca",
    "access denied",       "certificate required",    "handshake failure"};

using AdminCheck = CheckOf<Inspected>;
using LiveCheck = CheckOf<Probed>;

/// Whatever severity its rules usually have: what keeps a string from being ready is an error.
void raise_worst(Diagnostics& found) {
  if (found.empty() || std::ranges::any_of(found, is_error)) return;
  std::ranges::max_element(found, {}, &Diagnostic::severity)->severity = Severity::error;
}

void check_inspections(const RuleTable& table, LintResult& result) {
  const auto rules = rules_that_look_at<AdminCheck>();
  for (const Inspection& inspection : result.inspections) {
    const Inspected inspected{
        .given = *inspection.given, .seen = inspection.seen, .running = inspection.running};
    result.ran.set(kind_of<AdminCheck>);
    for (const RuleOf<AdminCheck>& rule : rules) {
      Diagnostics found;
      apply(rule, inspected, found);
      if (found.empty() || !table.enabled(rule.index)) continue;
      result.diagnostics.insert(result.diagnostics.end(), found.begin(), found.end());
    }
  }
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

Span Probed::address() const {
  if (client.unix_socket() && !socket_of(client).empty()) return client.at(socket_of(client));
  const Parts& parts = client.parts();
  Span where = client.at(parts.host);
  if (parts.port.present()) where.end = client.at(parts.port).end;
  return where;
}

std::vector<Note> meant_to_serve(const Probed& probed) {
  if (probed.transport == nullptr) return {};
  return {listens_here(*probed.transport)};
}

std::string quoted_answer(const Observation& seen) {
  const std::string_view heard = seen.heard;
  const std::string_view line = heard.substr(0, heard.find_first_of("\r\n"));
  const bool shortened = line.size() > longest_quote;
  return fmt::format("'{}'{}", line.substr(0, longest_quote), shortened ? "…" : "");
}

std::string named_product(const Observation& seen) {
  const std::string_view product = product_of(seen.heard);
  return product.empty() ? std::string() : fmt::format(": {}", product);
}

std::string within_limit(const Observation& seen) {
  return fmt::format("within {:g} s", std::round(seen.limit_seconds * 10) / 10);
}

std::string living_address(const Probed& probed) {
  const std::vector<OtherAddress>& others = probed.seen.others;
  const auto alive = std::ranges::find(others, Fault::none, &OtherAddress::fault);
  if (alive == others.end()) return {};
  return fmt::format("; '{}' of the same name answers, but {} tries one address only",
                     alive->address, display_name(probed.client.kind));
}

Peer peer_of(const Probed& probed) {
  const Observation& seen = probed.seen;
  if (seen.ready()) return Peer::unknown;
  const StageName stage = seen.failed_at();
  const bool asked_for_http = stage == StageName::upgrade && !seen.upgraded();
  if (seen.peer == Peer::proxied) return Peer::proxied;
  if (is_tls(seen.heard) && !probed.client.tls()) return Peer::tls;
  if (is_http(seen.heard) && !asked_for_http) {
    return seen.peer == Peer::unknown ? Peer::http : seen.peer;
  }
  // Whom HTTP was asked of may well speak it, and AMPS answers a preflight wherever it listens.
  const bool http_is_fine = asked_for_http || seen.upgraded() || seen.peer == Peer::http;
  return seen.peer == Peer::tls || !http_is_fine ? seen.peer : Peer::unknown;
}

bool is_stranger(const Probed& probed) {
  const Observation& seen = probed.seen;
  if (seen.ready() || peer_of(probed) != Peer::unknown || is_http(seen.heard)) return false;
  const bool in_handshake = seen.failed_at() == StageName::tls && !seen.encrypted();
  if (in_handshake && is_tls(seen.heard)) return false;
  return seen.fault == Fault::spoke || !product_of(seen.heard).empty();
}

bool said_nothing(const Probed& probed) {
  return peer_of(probed) == Peer::unknown && !is_stranger(probed);
}

const Transport* admin_at(const Probed& probed) {
  if (probed.client.unix_socket()) return nullptr;
  for (const auto& instance : probed.instances) {
    if (!instance->admin || !instance->admin->address) continue;
    const Address& address = *instance->admin->address;
    const bool here = address.port == probed.client.port() &&
                      fit_of(address, probed.client.parts().host) == AddressFit::fits;
    if (here) return &*instance->admin;
  }
  return nullptr;
}

std::vector<unsigned> version_of(std::string_view text) {
  std::vector<unsigned> numbers;
  while (!text.empty()) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc()) break;
    numbers.push_back(number);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (!text.starts_with('.')) break;
    text.remove_prefix(1);
  }
  return numbers;
}

bool misses_client_certificate(const Observation& seen) {
  if (seen.ready() || !seen.tls || !seen.tls->demanded) return false;
  if (seen.fault == Fault::tls_failed) {
    if (!seen.tls->presented) return contains(seen.reason, "alert");
    return std::ranges::any_of(refusals_of_certificates, [&seen](std::string_view refusal) {
      return contains(seen.reason, refusal);
    });
  }
  // A reset may overtake the alert that says why.
  const StageName stage = seen.failed_at();
  const bool early = stage == StageName::tls || (stage == StageName::upgrade && !seen.http);
  return seen.fault == Fault::closed && early && !seen.tls->presented;
}

bool cut_off_by_tls(const Probed& probed) {
  const Observation& seen = probed.seen;
  const bool by_tls = probed.transport != nullptr && probed.transport->tls;
  if (!by_tls || probed.client.tls() || !probed.failed(Fault::closed)) return false;
  const StageName stage = seen.failed_at();
  const bool spoken_to = stage == StageName::upgrade || stage == StageName::logon;
  return spoken_to && !seen.http && said_nothing(probed);
}

std::optional<Fix> tls_fix(const ConnectionString& client, bool tls) {
  const Parts& parts = client.parts();
  if (client.unix_socket() || client.tls() == tls || parts.port.empty()) return std::nullopt;
  const std::string_view wanted =
      client.websocket() ? (tls ? "wss" : "ws") : (tls ? "tcps" : "tcp");
  const std::vector<std::string_view> taken = option_keys(client.kind, scheme_named(wanted));
  const bool fits = std::ranges::all_of(parts.options, [&taken](const Option& option) {
    return taken.empty() || std::ranges::find(taken, option.key) != taken.end();
  });
  if (!fits) return std::nullopt;
  return Fix{{{client.at(parts.scheme), std::string(wanted)}}, false};
}

void check_probes(const RuleTable& table, LintResult& result) {
  check_inspections(table, result);
  const auto rules = rules_that_look_at<LiveCheck>();
  for (Connection& connection : result.connections) {
    if (connection.seen == nullptr || !connection.seen->finished) continue;
    const ConnectionString client = read_connection_string(connection.text, {connection.kind});
    const Probed probed{.client = client,
                        .transport = connection.transport,
                        .predicted = connection.verdict,
                        .seen = *connection.seen,
                        .instances = result.inputs.instances};
    Diagnostics found;
    result.ran.set(kind_of<LiveCheck>);
    for (const RuleOf<LiveCheck>& rule : rules) apply(rule, probed, found);
    if (!connection.seen->ready()) raise_worst(found);
    for (Diagnostic& diagnostic : found) {
      if (!table.enabled(diagnostic.rule)) continue;
      connection.rules.push_back(diagnostic.rule);
      result.diagnostics.push_back(std::move(diagnostic));
    }
    std::ranges::sort(connection.rules);
    const auto repeated = std::ranges::unique(connection.rules);
    connection.rules.erase(repeated.begin(), repeated.end());
  }
}

}  // namespace ampslint
