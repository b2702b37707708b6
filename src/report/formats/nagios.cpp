// What Nagios, Icinga and their like read of a plugin: a line with a status, details and
// performance data behind `|`, then lines of more text.
#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <ostream>
#include <set>
#include <vector>

#include "base/printable.hpp"
#include "check/rule.hpp"
#include "check/string_places.hpp"
#include "report/frame.hpp"
#include "report/probe_words.hpp"
#include "report/report.hpp"
#include "report/sink.hpp"

namespace ampslint {
namespace {

/// Details in the first line, which goes to pagers; the lines below have them all.
constexpr std::size_t most_details = 3;

/// `|` begins the performance data, wherever it stands.
std::string without_bar(std::string text) {
  std::ranges::replace(text, '|', '/');
  return text;
}

std::string shown_string(const Connection& connection) {
  return without_bar(printable(connection.shown()));
}

/// In quotes, as the plugin guidelines have it: a quote is written twice, and there must not be
/// `=`.
std::string label_of(const Connection& connection) {
  std::string label = "'";
  for (const char c : shown_string(connection)) {
    if (c == '\'') label += c;
    label += c == '=' ? ':' : c;
  }
  return label + '\'';
}

bool is_live(const LintResult& result, const Diagnostic& diagnostic) {
  return level(result.inputs.rule_of(diagnostic).id) == "live";
}

/// The worst that a live rule says of a string.
const Diagnostic* worst_on(const LintResult& result, const Connection& connection) {
  const Diagnostic* worst = nullptr;
  for (const Diagnostic& diagnostic : diagnostics_on(result, connection)) {
    if (!is_live(result, diagnostic) || diagnostic.severity == Severity::note) continue;
    if (worst == nullptr || *diagnostic.severity > *worst->severity) worst = &diagnostic;
  }
  return worst;
}

/// What is wrong with a string; empty for one that is fine.
std::string detail_of(const LintResult& result, const Connection& connection) {
  const ProbeResult ended = result_of(connection);
  const std::string string = shown_string(connection);
  const Diagnostic* worst = worst_on(result, connection);
  if (is_failure(ended)) {
    const std::string why =
        worst == nullptr ? why_it_failed(*connection.seen) : printable(worst->message);
    return fmt::format("{} {} failed ({})", string, to_string(ended), without_bar(why));
  }
  if (ended == ProbeResult::not_probed) {
    return fmt::format("{} not probed ({})", string, why_not_probed(connection));
  }
  if (ended == ProbeResult::interrupted) return fmt::format("{} interrupted", string);
  return worst == nullptr ? std::string()
                          : fmt::format("{} {}", string, without_bar(printable(worst->message)));
}

/// What is wrong: strings that failed, other strings, and what is said of no string.
std::vector<std::string> details_of(const LintResult& result) {
  std::vector<std::string> failures;
  std::vector<std::string> others;
  const StringPlaces strings(result);
  for (const Connection& connection : result.connections) {
    std::string detail = detail_of(result, connection);
    if (detail.empty()) continue;
    (is_failure(result_of(connection)) ? failures : others).push_back(std::move(detail));
  }
  failures.insert(failures.end(), others.begin(), others.end());
  for (const Severity severity : {Severity::error, Severity::warning}) {
    for (const Diagnostic& diagnostic : result.diagnostics) {
      if (diagnostic.severity != severity || !is_live(result, diagnostic)) continue;
      if (strings.around(diagnostic.where)) continue;
      failures.push_back(without_bar(printable(diagnostic.message)));
    }
  }
  return failures;
}

std::string limit(double seconds) { return seconds > 0 ? fmt::format("{}", seconds) : ""; }

/// The times of what is ready: how long a failure took says nothing of the server. A label once.
std::string performance_of(const LintResult& result) {
  constexpr double milliseconds = 1000;
  std::string data;
  std::set<std::string> labels;
  for (const Connection& connection : result.connections) {
    if (result_of(connection) != ProbeResult::ready) continue;
    std::string label = label_of(connection);
    const Observation& seen = *connection.seen;
    if (labels.contains(label)) continue;
    data += fmt::format(" {}={:.6f}s;{};{};0", label, seen.milliseconds() / milliseconds,
                        limit(seen.warn_seconds), limit(seen.crit_seconds));
    labels.insert(std::move(label));
  }
  return data.empty() ? data : " |" + data;
}

struct Numbers {
  std::size_t ready = 0;
  std::size_t failed = 0;
  std::size_t left_out = 0;
};

Numbers count(const LintResult& result) {
  Numbers numbers;
  for (const Connection& connection : result.connections) {
    const ProbeResult result = result_of(connection);
    ++(result == ProbeResult::ready ? numbers.ready
       : is_failure(result)         ? numbers.failed
                                    : numbers.left_out);
  }
  return numbers;
}

enum Status : std::uint8_t { ok = 0, warning = 1, critical = 2, unknown = 3 };

bool says(const LintResult& result, Severity severity) {
  return std::ranges::any_of(result.diagnostics, [&](const Diagnostic& diagnostic) {
    return diagnostic.severity == severity && is_live(result, diagnostic);
  });
}

}  // namespace

// What is known to be bad stays so, whatever else is not known. What was left out must not look
// fine.
int nagios_status(const LintResult& result) {
  const Numbers numbers = count(result);
  if (numbers.failed > 0 || says(result, Severity::error)) return critical;
  if (result.interrupted || !result.errors.empty() || numbers.ready == 0) return unknown;
  return numbers.left_out > 0 || says(result, Severity::warning) ? warning : ok;
}

void report_nagios(const LintResult& result, const ReportOptions& /*style*/, std::ostream& to) {
  Sink out(to);
  constexpr std::string_view words[] = {"OK", "WARNING", "CRITICAL", "UNKNOWN"};
  const Numbers numbers = count(result);
  const std::vector<std::string> details = details_of(result);
  out << fmt::format("AMPS {} - ", words[nagios_status(result)]);
  const std::size_t all = result.connections.size();
  out << (all == 0 ? "nothing to probe" : fmt::format("{} of {} ready", numbers.ready, all));
  std::string_view separator = ": ";
  for (std::size_t i = 0; i < std::min(details.size(), most_details); ++i) {
    out << separator << details[i];
    separator = ", ";
  }
  if (details.size() > most_details) out << ", and " << details.size() - most_details << " more";
  out << performance_of(result) << '\n';
  for (const InputError& error : result.errors)
    out << without_bar(printable(error.message)) << '\n';
  for (const Diagnostic& diagnostic : result.diagnostics) {
    if (is_live(result, diagnostic)) out << without_bar(one_line(result, diagnostic)) << '\n';
  }
}

}  // namespace ampslint
