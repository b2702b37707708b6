#include "check/check_strings.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>

#include "base/suggest.hpp"

namespace ampslint {
namespace {

/// The most welcoming of the transports that listen at a string's address, and what is said of it:
/// of several that take the string, the one with the least to say; of several that refuse it, the
/// first.
struct Best {
  const Match* match = nullptr;
  Verdict verdict = Verdict::refused;
  Diagnostics said = {};

  void consider(const Match& candidate, Diagnostics remarks) {
    const bool refused = std::ranges::any_of(remarks, is_error);
    Verdict found = refused ? Verdict::refused : Verdict::compatible;
    if (!refused && !candidate.is_certain()) {
      found = Verdict::unknown;
      remarks.clear();
    }
    const bool better =
        rank(found) > rank(verdict) ||
        (found == verdict && found == Verdict::compatible && annoyance(remarks) < annoyance(said));
    if (match != nullptr && !better) return;
    match = &candidate;
    verdict = found;
    said = std::move(remarks);
  }
  /// Nothing better can come.
  bool is_final() const { return verdict == Verdict::compatible && said.empty(); }

 private:
  static int rank(Verdict verdict) {
    return verdict == Verdict::compatible ? 2 : (verdict == Verdict::unknown ? 1 : 0);
  }
  /// Warnings before notes.
  static std::pair<std::size_t, std::size_t> annoyance(const Diagnostics& remarks) {
    const auto warnings = static_cast<std::size_t>(
        std::ranges::count(remarks, std::optional(Severity::warning), &Diagnostic::severity));
    return {warnings, remarks.size()};
  }
};

/// Judges one connection string after the other.
class StringJudge {
 public:
  StringJudge(const Grounds& grounds, Precedents& precedents, StringFindings& findings)
      : grounds_(grounds), precedents_(precedents), findings_(findings) {}

  void judge(const GivenString& given) {
    if (const Precedent* precedent = precedents_.find(given)) {
      follow(*precedent, given.text);
    } else {
      judge_anew(given);
    }
  }

 private:
  void follow(const Precedent& precedent, const Text& text) {
    findings_.connections.push_back({.text = text,
                                     .kind = precedent.kind,
                                     .verdict = Verdict::compatible,
                                     .instance = precedent.transport->instance,
                                     .transport = precedent.transport});
  }

  void judge_anew(const GivenString& given) {
    const ConnectionString client = read_connection_string(given.text, given.kind);
    hide_secrets(client);
    found_.clear();
    connection_ = {.text = given.text, .kind = client.kind};
    findings_.ran.set(kind_of<StringCheck>);
    connection_.verdict = verdict_alone(client);
    if (connection_.verdict == Verdict::compatible) connection_.verdict = verdict_against(client);
    std::erase_if(found_, [this](const Diagnostic& d) { return !grounds_.telling.tells(d.rule); });
    quote_client(client);
    const bool is_clean = found_.empty() && client.secrets.empty();
    if (is_clean && connection_.verdict == Verdict::compatible) {
      precedents_.add(given, client, *connection_.transport);
    }
    keep();
  }

  void hide_secrets(const ConnectionString& client) {
    for (const Span secret : client.secrets) {
      findings_.secrets.push_back(client.at(secret.begin, secret.end - secret.begin));
    }
  }

  /// What the string by itself comes to: `compatible` where nothing is wrong with it.
  Verdict verdict_alone(const ConnectionString& client) {
    for (const RuleOf<StringCheck>& rule : grounds_.string_rules) {
      if (client.has_placeholder && rule.when != When::always) continue;
      if (rule.when == When::no_instance_to_ask && !grounds_.outcome.instances.empty()) continue;
      if (rule.when != When::nothing_else_said) apply(rule, client, found_);
    }
    if (client.has_placeholder) return Verdict::unknown;
    if (std::ranges::none_of(found_, is_error)) {
      for (const RuleOf<StringCheck>& rule : grounds_.string_rules) {
        if (rule.when == When::nothing_else_said) apply(rule, client, found_);
      }
    }
    return std::ranges::any_of(found_, is_error) ? Verdict::invalid : Verdict::compatible;
  }

  Verdict verdict_against(const ConnectionString& client) {
    if (grounds_.outcome.instances.empty()) return Verdict::unknown;
    findings_.ran.set(kind_of<MatchCheck>);
    const bool port_known = client.unix_socket() || client.port();
    if (!port_known) return Verdict::unknown;
    if (const Proxy* proxy = grounds_.proxies.at(client)) return verdict_behind(*proxy, client);
    const std::vector<Match> matches = grounds_.index.find(client);
    if (matches.front().fit != AddressFit::fits) return unserved(matches.front());
    Best best;
    for (const Match& match : matches) {
      best.consider(match, said_of(match));
      if (best.is_final()) break;
    }
    if (best.match->transport->is_admin) best.verdict = Verdict::unserved;
    return settle(best);
  }

  Diagnostics said_of(const Match& match) const {
    Diagnostics said;
    for (const RuleOf<MatchCheck>& rule : grounds_.match_rules) apply(rule, match, said);
    return said;
  }

  Verdict verdict_behind(const Proxy& proxy, const ConnectionString& client) {
    findings_.ran.set(kind_of<ProxiedCheck>);
    Proxied proxied{client, proxy, proxy.route_for(client.parts().path)};
    const std::vector<Match> matches = matches_behind(proxied);
    Best best;
    for (const Match& match : matches) {
      proxied.transport = match.transport;
      Diagnostics said;
      for (const RuleOf<ProxiedCheck>& rule : grounds_.proxied_rules) apply(rule, proxied, said);
      if (match.transport != nullptr && std::ranges::none_of(said, is_error)) {
        std::ranges::move(said_of(match), std::back_inserter(said));
      }
      best.consider(match, std::move(said));
    }
    return settle(best);
  }

  /// The transports that the route leads to; one match without a transport where it leads to none.
  std::vector<Match> matches_behind(Proxied& proxied) const {
    std::vector<const Transport*> targets;
    if (const Route* route = proxied.route) {
      targets = route->targets;
      proxied.known = route->known;
      for (const HostPort& address : route->addresses) {
        std::ranges::copy(grounds_.index.find_at(proxied.client, address.host, address.port),
                          std::back_inserter(targets));
        proxied.known = proxied.known && !grounds_.index.may_listen_unseen_at(address.host);
      }
    }
    if (targets.empty()) targets.push_back(nullptr);
    std::vector<Match> matches;
    for (const Transport* target : targets) {
      matches.push_back({proxied.client, target, AddressFit::fits, &proxied.proxy});
    }
    return matches;
  }

  /// Keeps what is said of the best match.
  Verdict settle(const Best& best) {
    found_.insert(found_.end(), best.said.begin(), best.said.end());
    if (best.match->transport == nullptr || best.verdict == Verdict::unserved) return best.verdict;
    point_at(*best.match);
    if (best.verdict == Verdict::unknown) {
      findings_.consequences.add(*best.match->transport, connection_.where());
    }
    return best.verdict;
  }

  Verdict unserved(const Match& match) {
    if (grounds_.index.may_serve_unseen(match.client)) {
      findings_.consequences.add_unseen(match.client.unix_socket(), connection_.where());
      return Verdict::unknown;
    }
    for (const RuleOf<MatchCheck>& rule : grounds_.match_rules) apply(rule, match, found_);
    return Verdict::unserved;
  }

  void point_at(const Match& match) {
    connection_.transport = match.transport;
    connection_.instance = match.transport == nullptr ? nullptr : match.transport->instance;
  }

  /// The first error that is told says what the client itself would print.
  void quote_client(const ConnectionString& client) {
    if (connection_.verdict != Verdict::invalid || client.reading.error.empty()) return;
    const auto error = std::ranges::find_if(found_, is_error);
    if (error == found_.end()) return;
    error->message +=
        fmt::format(" ({} prints '{}')", display_name(client.kind), client.reading.error);
  }

  void keep() {
    for (Diagnostic& diagnostic : found_) {
      connection_.rules.push_back(diagnostic.rule);
      findings_.found.told.push_back(std::move(diagnostic));
    }
    std::vector<std::uint16_t>& rules = connection_.rules;
    std::ranges::sort(rules);
    const auto repeated = std::ranges::unique(rules);
    rules.erase(repeated.begin(), repeated.end());
    keep_within_limit(grounds_.outcome.most_diagnostics, grounds_.telling, findings_.found.told,
                      findings_.found.untold);
    findings_.connections.push_back(std::move(connection_));
  }

  const Grounds& grounds_;
  Precedents& precedents_;
  StringFindings& findings_;
  Diagnostics found_;
  Connection connection_;
};

}  // namespace

StringFindings judge_strings(std::span<const GivenString> strings, const Grounds& grounds,
                             Precedents& precedents) {
  StringFindings findings;
  findings.connections.reserve(strings.size());
  StringJudge judge(grounds, precedents, findings);
  for (const GivenString& given : strings) judge.judge(given);
  return findings;
}

}  // namespace ampslint
