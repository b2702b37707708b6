#include "check/check_strings.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <iterator>

#include "base/edited_text.hpp"
#include "check/finish.hpp"

namespace ampslint {
namespace {

/// The most welcoming of the transports that listen at a string's address, and what is said of it:
/// of several that take the string, the one with the least to say; of several that refuse it, the
/// first.
struct Best {
  const Match* match = nullptr;
  Verdict verdict = Verdict::refused;
  Diagnostics findings = {};

  /// What the string comes to with a candidate, of which so much is said.
  static Verdict verdict_of(const Match& candidate, const Diagnostics& notices) {
    if (std::ranges::any_of(notices, is_error)) return Verdict::refused;
    return candidate.is_certain() ? Verdict::compatible : Verdict::unknown;
  }

  void consider(const Match& candidate, Diagnostics notices) {
    const Verdict found = verdict_of(candidate, notices);
    if (found == Verdict::unknown) notices.clear();
    const bool better =
        rank(found) > rank(verdict) || (found == verdict && found == Verdict::compatible &&
                                        annoyance(notices) < annoyance(findings));
    if (match != nullptr && !better) return;
    match = &candidate;
    verdict = found;
    findings = std::move(notices);
  }
  /// Nothing better can come.
  bool is_final() const { return verdict == Verdict::compatible && findings.empty(); }

 private:
  static int rank(Verdict verdict) {
    return verdict == Verdict::compatible ? 2 : (verdict == Verdict::unknown ? 1 : 0);
  }
  /// Warnings before notes.
  static std::pair<std::size_t, std::size_t> annoyance(const Diagnostics& notices) {
    const auto warnings = static_cast<std::size_t>(
        std::ranges::count(notices, std::optional(Severity::warning), &Diagnostic::severity));
    return {warnings, notices.size()};
  }
};

/// Checks one connection string after the other.
class StringChecker {
 public:
  /// `steps`: where to note what is done; or null.
  StringChecker(const CheckContext& context, VerdictCache& cache, StringFindings& findings,
                StringSteps* steps = nullptr)
      : context_(context), cache_(cache), findings_(findings), steps_(steps) {}

  void check(const StringInput& given) {
    if (const CachedVerdict* cached = cache_.find(given)) {
      follow(*cached, given.text);
    } else {
      check_anew(given);
    }
  }

 private:
  void follow(const CachedVerdict& cached, const Text& text) {
    findings_.connections.push_back({.text = text,
                                     .kind = cached.kind,
                                     .verdict = Verdict::compatible,
                                     .instance = cached.transport->instance,
                                     .transport = cached.transport});
  }

  void check_anew(const StringInput& given) {
    ConnectionString client = read_connection_string(given.text, given.client);
    client.use = given.use;
    hide_secrets(client);
    found_.clear();
    given_client_ = given.client;
    connection_ = {.text = given.text, .kind = client.kind};
    findings_.ran.set(kind_of<StringCheck>);
    connection_.verdict = verdict_alone(client);
    if (steps_ != nullptr) steps_->alone = found_.kept();
    if (connection_.verdict == Verdict::compatible) connection_.verdict = verdict_against(client);
    std::erase_if(found_.kept(),
                  [this](const Diagnostic& d) { return !context_.table.enabled(d.rule); });
    keep_the_worst();
    quote_client(client);
    const bool is_clean = found_.empty() && client.secrets.empty();
    if (is_clean && connection_.verdict == Verdict::compatible &&
        given.use == StringUse::connection) {
      cache_.add(given, client, *connection_.transport);
    }
    if (given.example) soften();
    keep();
  }

  /// Of one part of the string, what is less bad waits: fixing the worst changes that very part.
  void keep_the_worst() {
    if (found_.size() < 2) return;
    const SourceId source = connection_.text.where.source;
    const auto here = context_.table.at(context_.inputs.sources[source].path);
    const RuleTable::Levels& levels = here ? *here : context_.table.usual();
    const Diagnostics all = found_;
    std::erase_if(found_.kept(), [&](const Diagnostic& one) {
      return std::ranges::any_of(all, [&](const Diagnostic& other) {
        return other.severity > one.severity && other.where.overlaps(one.where) &&
               levels.enabled(other.rule);
      });
    });
  }

  /// What stands in an example fails nowhere.
  void soften() {
    for (Diagnostic& diagnostic : found_) diagnostic.severity = Severity::note;
  }

  /// Whether a rule speaks of that kind of string.
  static bool speaks_of(About about, const ConnectionString& client) {
    switch (client.use) {
      case StringUse::connection:
        return about != About::spark;
      case StringUse::address:
        return about == About::address;
      case StringUse::spark:
        return about == About::spark;
    }
    return false;
  }

  void hide_secrets(const ConnectionString& client) {
    for (const Range secret : client.secrets) {
      findings_.secrets.push_back(client.at(secret.begin, secret.size()));
    }
  }

  /// What the string by itself comes to: `compatible` where nothing is wrong with it.
  Verdict verdict_alone(const ConnectionString& client) {
    for (const RuleOf<StringCheck>& rule : context_.string_rules) {
      if (!speaks_of(rule.about, client)) continue;
      if (client.has_placeholder && rule.when != When::always) continue;
      if (rule.when == When::no_other_error) continue;
      const std::size_t before = found_.size();
      apply(rule, client, found_);
      if (rule.when == When::no_instance_to_ask && !context_.inputs.instances.empty()) {
        const auto added = found_.begin() + static_cast<std::ptrdiff_t>(before);
        found_.kept().erase(std::remove_if(added, found_.end(), std::not_fn(is_error)),
                            found_.end());
      }
    }
    if (client.has_placeholder) return Verdict::unknown;
    for (const RuleOf<StringCheck>& rule : context_.string_rules) {
      if (rule.when != When::no_other_error || !speaks_of(rule.about, client)) continue;
      if (std::ranges::any_of(found_, is_error)) break;
      apply(rule, client, found_);
    }
    return std::ranges::any_of(found_, is_error) ? Verdict::invalid : Verdict::compatible;
  }

  Verdict verdict_against(const ConnectionString& client) {
    if (context_.inputs.instances.empty()) return Verdict::unknown;
    findings_.ran.set(kind_of<MatchCheck>);
    const bool port_known = client.unix_socket() || client.port();
    if (!port_known) return Verdict::unknown;
    const ProxyFound at = context_.inputs.proxies.at(client);
    if (at.how == ProxyFound::How::none) return verdict_direct(client);
    if (is_direct(at, client)) return verdict_direct(client);
    if (at.how == ProxyFound::How::here) return verdict_behind(*at.proxy, client);
    return Verdict::unknown;
  }

  /// What may be a proxy's host is not one where the workspace, or a transport that listens there,
  /// knows better.
  bool is_direct(const ProxyFound& at, const ConnectionString& client) const {
    const bool known_host = context_.index.knows_host(client.parts().host);
    if (at.how == ProxyFound::How::may_be) return known_host || is_served(client);
    return at.by_pattern && known_host && is_served(client);
  }

  bool is_served(const ConnectionString& client) const {
    return context_.index.find(client).front().fit == AddressFit::fits;
  }

  Verdict verdict_direct(const ConnectionString& client) {
    const std::vector<Match> matches = context_.index.find(client);
    if (matches.front().fit != AddressFit::fits) return unserved(matches.front());
    Best best;
    for (const Match& match : matches) {
      Diagnostics findings = findings_of(match);
      note(match, Best::verdict_of(match, findings), findings);
      best.consider(match, std::move(findings));
      if (best.is_final()) break;
    }
    if (best.match->transport->is_admin) best.verdict = Verdict::unserved;
    return settle(best);
  }

  Diagnostics findings_of(const Match& match) const {
    Diagnostics findings;
    for (const RuleOf<MatchCheck>& rule : context_.match_rules) {
      if (speaks_of(rule.about, match.client)) apply(rule, match, findings);
    }
    return findings;
  }

  Verdict verdict_behind(const Proxy& proxy, const ConnectionString& client) {
    findings_.ran.set(kind_of<ProxiedCheck>);
    if (steps_ != nullptr) steps_->proxy = &proxy;
    // The path of an address is set elsewhere.
    if (!proxy.stream && client.use != StringUse::connection) return Verdict::unknown;
    const RouteFound found = proxy.routes->find(client.parts().path);
    Proxied proxied{.client = client,
                    .proxy = proxy,
                    .route = found.route,
                    .known = found.known,
                    .answered = found.answered};
    const std::vector<Match> matches = matches_behind(proxied);
    Best best;
    for (const Match& match : matches) {
      proxied.transport = match.transport;
      Diagnostics findings;
      for (const RuleOf<ProxiedCheck>& rule : context_.proxied_rules)
        apply(rule, proxied, findings);
      if (match.transport != nullptr && std::ranges::none_of(findings, is_error)) {
        std::ranges::move(findings_of(match), std::back_inserter(findings));
      }
      note(match, Best::verdict_of(match, findings), findings);
      best.consider(match, std::move(findings));
    }
    drop_useless_fixes(client, best.findings);
    return settle(best);
  }

  /// A fix of a string that goes through a proxy makes one that is not refused there.
  void drop_useless_fixes(const ConnectionString& client, Diagnostics& findings) const {
    if (checks_a_fix_ || !client.pieces.empty()) return;
    for (Diagnostic& finding : findings) {
      if (finding.fix && !works(client, *finding.fix)) finding.fix.reset();
    }
  }

  bool works(const ConnectionString& client, const Fix& fix) const {
    std::vector<Replacement> replaced;
    for (const Edit& edit : fix.edits) {
      const bool inside = edit.where.source == client.where.source &&
                          edit.where.begin >= client.where.begin &&
                          edit.where.end <= client.where.begin + client.text.size();
      if (!inside) return true;
      replaced.push_back(
          {edit.where.begin - client.where.begin, edit.where.end - client.where.begin, edit.text});
    }
    std::ranges::sort(replaced);
    const std::string fixed = with_replacements(client.text, replaced);
    VerdictCache cache(true, 0);
    StringFindings findings;
    StringChecker checker(context_, cache, findings);
    checker.checks_a_fix_ = true;
    // Another scheme may be another client's, where none was named.
    checker.check(
        {{.value = fixed, .where = client.where, .pieces = {}}, given_client_, client.use});
    const Verdict verdict = findings.connections.front().verdict;
    return verdict == Verdict::compatible || verdict == Verdict::unknown;
  }

  static std::span<const HostPort> addresses_of(const Route& route) {
    return route.addresses ? std::span(*route.addresses) : std::span<const HostPort>();
  }

  /// The transports that the route leads to; one match without a transport where it leads to none.
  std::vector<Match> matches_behind(Proxied& proxied) const {
    std::vector<const Transport*> targets;
    if (const Route* route = proxied.answered ? nullptr : proxied.route) {
      targets = route->targets;
      proxied.known = route->known;
      for (const HostPort& address : addresses_of(*route)) {
        std::ranges::copy(context_.index.find_at(proxied.client, address.host, address.port),
                          std::back_inserter(targets));
        proxied.known = proxied.known && !context_.index.may_listen_unseen_at(address.host);
      }
    }
    if (targets.empty()) targets.push_back(nullptr);
    std::vector<Match> matches;
    for (const Transport* target : targets) {
      matches.push_back({proxied.client, target, AddressFit::fits, decides_tls(proxied)});
    }
    return matches;
  }

  /// The proxy; null where TLS is between the client and the transport.
  static const Proxy* decides_tls(const Proxied& proxied) {
    const Proxy& proxy = proxied.proxy;
    const bool passes_tls =
        proxy.stream && !proxy.tls && proxied.route != nullptr && !proxied.route->tls;
    return passes_tls ? nullptr : &proxy;
  }

  void note(const Match& match, Verdict verdict, const Diagnostics& findings) {
    if (steps_ == nullptr) return;
    steps_->considered.push_back({.transport = match.transport,
                                  .fit = match.fit,
                                  .verdict = verdict,
                                  .findings = {findings.begin(), findings.end()}});
  }

  /// Keeps what is said of the best match.
  Verdict settle(const Best& best) {
    if (steps_ != nullptr) {
      const auto decides =
          std::ranges::find(steps_->considered, best.match->transport, &Considered::transport);
      if (decides != steps_->considered.end()) decides->decides = true;
    }
    std::ranges::copy(best.findings, std::back_inserter(found_));
    if (best.match->transport == nullptr || best.verdict == Verdict::unserved) return best.verdict;
    point_at(*best.match);
    if (best.verdict == Verdict::unknown) {
      findings_.blocked.add(*best.match->transport, connection_.where());
    }
    return best.verdict;
  }

  Verdict unserved(const Match& match) {
    if (context_.index.may_serve_unseen(match.client)) {
      findings_.blocked.add_unseen(match.client.unix_socket(), connection_.where());
      return Verdict::unknown;
    }
    Diagnostics findings = findings_of(match);
    note(match, Verdict::unserved, findings);
    std::ranges::move(findings, std::back_inserter(found_));
    return Verdict::unserved;
  }

  void point_at(const Match& match) {
    connection_.transport = match.transport;
    connection_.instance = match.transport == nullptr ? nullptr : match.transport->instance;
  }

  /// The first error that is reported says what the client itself would print.
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
      findings_.found.reported.push_back(std::move(diagnostic));
    }
    std::vector<std::uint16_t>& rules = connection_.rules;
    std::ranges::sort(rules);
    const auto repeated = std::ranges::unique(rules);
    rules.erase(repeated.begin(), repeated.end());
    keep_within_limit(context_.most_diagnostics, context_.table, findings_.found.reported,
                      findings_.found.unreported);
    findings_.connections.push_back(std::move(connection_));
  }

  const CheckContext& context_;
  VerdictCache& cache_;
  StringFindings& findings_;
  StringSteps* steps_;
  Diagnostics found_;
  Connection connection_;
  GivenClient given_client_;
  bool checks_a_fix_ = false;
};

}  // namespace

StringFindings check_strings(std::span<const StringInput> strings, const CheckContext& context,
                             VerdictCache& cache) {
  StringFindings findings;
  findings.connections.reserve(strings.size());
  StringChecker check(context, cache, findings);
  for (const StringInput& given : strings) check.check(given);
  return findings;
}

StringSteps steps_of(const StringInput& string, const CheckContext& context) {
  StringSteps steps;
  StringFindings findings;
  VerdictCache cache(true, 0);
  StringChecker(context, cache, findings, &steps).check(string);
  steps.verdict = findings.connections.front().verdict;
  return steps;
}

}  // namespace ampslint
