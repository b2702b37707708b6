// The text exposition format of Prometheus, version 0.0.4.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <ostream>
#include <vector>

#include "base/printable.hpp"
#include "report/probe_words.hpp"
#include "report/report.hpp"

namespace ampslint {
namespace {

constexpr double milliseconds_in_second = 1000;

/// Control characters and bytes that are not UTF-8 are escaped as for a terminal, then what the
/// format escapes itself.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '\\' || c == '"') out += '\\';
    out += c;
  }
  return out;
}

std::string label(std::string_view name, std::string_view value) {
  return fmt::format("{}=\"{}\"", name, escaped(value));
}

void write_head(std::string_view metric, std::string_view help, std::ostream& out) {
  out << fmt::format("# HELP {} {}\n# TYPE {} gauge\n", metric, help, metric);
}

void write_sample(std::string_view metric, const std::string& labels, const std::string& value,
                  std::ostream& out) {
  out << fmt::format("{}{{{}}} {}\n", metric, labels, value);
}

std::string seconds(double milliseconds) {
  return fmt::format("{:.6f}", milliseconds / milliseconds_in_second);
}

void write_counts(const Summary& summary, std::ostream& out) {
  write_head("ampslint_diagnostics", "Findings, by severity.", out);
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    write_sample("ampslint_diagnostics", label("severity", to_string(severity)),
                 std::to_string(summary.severities.at(static_cast<std::size_t>(severity))), out);
  }
  write_head("ampslint_connections", "Connection strings, by verdict.", out);
  for (std::size_t i = 0; i < verdict_count; ++i) {
    write_sample("ampslint_connections", label("verdict", to_string(static_cast<Verdict>(i))),
                 std::to_string(summary.verdicts.at(i)), out);
  }
}

std::string labels_of(const LintResult& result, const Connection& connection) {
  const Transport* transport = connection.transport;
  const Instance* instance = connection.instance;
  const bool named = transport != nullptr && transport->name();
  return fmt::format(
      "{},{},{}", label("string", connection.shown()),
      label("instance", instance == nullptr ? std::string() : result.inputs.label(*instance)),
      label("transport", named ? result.inputs.shown(transport->name()) : std::string()));
}

struct Series {
  std::string labels;
  const Observation* seen;
};

/// One for each set of labels, in the order given. A string may be given twice, and strings that
/// differ in their secrets look alike: then one that is not ready stands for all.
std::vector<Series> series_of(const LintResult& result) {
  std::vector<Series> all;
  std::map<std::string, std::size_t> known;
  for (const Connection& connection : result.connections) {
    if (connection.seen == nullptr || !connection.seen->finished) continue;
    std::string labels = labels_of(result, connection);
    const auto [at, is_new] = known.try_emplace(labels, all.size());
    if (is_new) {
      all.push_back({.labels = std::move(labels), .seen = connection.seen.get()});
    } else if (all[at->second].seen->ready() && !connection.seen->ready()) {
      all[at->second].seen = connection.seen.get();
    }
  }
  return all;
}

void write_results(const LintResult& result, std::ostream& out) {
  constexpr std::string_view metric = "ampslint_probe_connections";
  std::array<std::size_t, probe_result_count> numbers{};
  for (const Connection& connection : result.connections) {
    ++numbers.at(static_cast<std::size_t>(result_of(connection)));
  }
  write_head(metric, "Connection strings, by result: ready, or the stage that failed.", out);
  for (std::size_t i = 0; i < probe_result_count; ++i) {
    write_sample(metric, label("result", to_string(static_cast<ProbeResult>(i))),
                 std::to_string(numbers.at(i)), out);
  }
}

void write_probes(const std::vector<Series>& all, std::ostream& out) {
  constexpr std::string_view ready = "ampslint_probe_ready";
  write_head(ready, "Whether the endpoint is ready for the string's client.", out);
  for (const Series& one : all) write_sample(ready, one.labels, one.seen->ready() ? "1" : "0", out);

  constexpr std::string_view duration = "ampslint_probe_duration_seconds";
  write_head(duration, "Total time of all stages.", out);
  for (const Series& one : all) {
    write_sample(duration, one.labels, seconds(one.seen->milliseconds()), out);
  }

  constexpr std::string_view stage_time = "ampslint_probe_stage_seconds";
  write_head(stage_time, "Time of each stage that was reached.", out);
  for (const Series& one : all) {
    for (const Stage& stage : one.seen->stages) {
      write_sample(stage_time,
                   fmt::format("{},{}", one.labels, label("stage", to_string(stage.name))),
                   seconds(stage.milliseconds), out);
    }
  }

  constexpr std::string_view expiry = "ampslint_probe_certificate_not_after_timestamp_seconds";
  write_head(expiry, "When the server's certificate expires, in seconds since 1970.", out);
  for (const Series& one : all) {
    if (!one.seen->tls || one.seen->tls->expires.empty()) continue;
    write_sample(expiry, one.labels, std::to_string(one.seen->tls->expires_at), out);
  }
}

}  // namespace

void report_prometheus(const LintResult& result, const ReportOptions& /*style*/,
                       std::ostream& out) {
  write_counts(result.summary, out);
  if (!result.probed) return;
  write_results(result, out);
  write_probes(series_of(result), out);
}

}  // namespace ampslint
