// The text exposition format of Prometheus, version 0.0.4: the one place of all metrics' names.
#include "report/formats/prometheus.hpp"

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

/// A server of metrics keeps each series: no more of them than anybody looks at.
constexpr std::size_t most_series = 10'000;
constexpr std::size_t longest_value = 1024;

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

void write_head(std::string_view metric, std::string_view help, std::ostream& out,
                std::string_view type = "gauge") {
  out << fmt::format("# HELP {} {}\n# TYPE {} {}\n", metric, help, metric, type);
}

/// A metric of one value.
void write_single(std::string_view metric, std::string_view help, const std::string& value,
                  std::ostream& out, std::string_view type = "gauge") {
  write_head(metric, help, out, type);
  out << metric << ' ' << value << '\n';
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

/// The beginning of what is longer than a label should be.
std::string shortened(std::string text) {
  if (text.size() <= longest_value) return text;
  text.resize(longest_value);
  return text + "...";
}

std::string labels_of(const LintResult& result, const Connection& connection) {
  const Transport* transport = connection.transport;
  const Instance* instance = connection.instance;
  const bool named = transport != nullptr && transport->name();
  return fmt::format(
      "{},{},{}", label("string", shortened(connection.shown())),
      label("instance", instance == nullptr ? std::string() : result.inputs.label(*instance)),
      label("transport", named ? result.inputs.shown(transport->name()) : std::string()));
}

struct Series {
  std::string labels;
  const Observation* seen;
};

/// One for each set of labels, in the order given, as many as there should be. A string may be
/// given twice, and strings that differ in their secrets look alike: then one that is not ready
/// stands for all.
std::vector<Series> series_of(const LintResult& result) {
  std::vector<Series> all;
  std::map<std::string, std::size_t> known;
  for (const Connection& connection : result.connections) {
    if (connection.seen == nullptr || !connection.seen->finished) continue;
    std::string labels = labels_of(result, connection);
    const auto [at, is_new] = known.try_emplace(labels, all.size());
    if (is_new && all.size() >= most_series) {
      known.erase(at);
    } else if (is_new) {
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

void write_exporter_metrics(const ExporterStatus& status, std::ostream& out) {
  const auto number = [](double value) { return fmt::format("{:.3f}", value); };
  write_head("ampslint_build_info", "The version of ampslint that runs.", out);
  write_sample("ampslint_build_info", label("version", AMPSLINT_VERSION), "1", out);
  write_single("ampslint_exporter_probe_runs_total", "Probes of all endpoints that have ended.",
               std::to_string(status.runs), out, "counter");
  write_single("ampslint_exporter_probe_run_failures_total",
               "Probes of all endpoints that could not be done.",
               std::to_string(status.failed_runs), out, "counter");
  write_single("ampslint_exporter_last_probe_run_timestamp_seconds",
               "When the last probe of all endpoints ended, in seconds since 1970; 0 before that.",
               number(status.last_run_at), out);
  write_single("ampslint_exporter_last_probe_run_duration_seconds",
               "How long the last probe of all endpoints took.", number(status.last_run_seconds),
               out);
  write_single("ampslint_exporter_interval_seconds",
               "The time between the beginnings of two probes of all endpoints.",
               number(status.interval_seconds), out);
  write_single("ampslint_exporter_config_last_reload_successful",
               "Whether the configurations and lists could be read when they were last asked for.",
               status.last_reload_worked ? "1" : "0", out);
  write_single("ampslint_exporter_config_last_reload_success_timestamp_seconds",
               "When they were last read, in seconds since 1970.", number(status.last_reload_at),
               out);
  write_single("process_start_time_seconds", "When this process began, in seconds since 1970.",
               number(status.started_at), out);
  write_single("process_resident_memory_bytes", "Resident memory.",
               std::to_string(status.resident_bytes), out);
  write_single("process_open_fds", "Open file descriptors.",
               std::to_string(status.open_descriptors), out);
  write_single("process_threads", "Threads.", std::to_string(status.threads), out);
  write_single("process_cpu_seconds_total", "CPU time, of the user and the system together.",
               number(status.cpu_seconds), out, "counter");
}

void write_target_metrics(const LintResult& result, std::ostream& out) {
  const std::vector<Series> all = series_of(result);
  const bool ready =
      !all.empty() && std::ranges::all_of(all, [](const Series& one) { return one.seen->ready(); });
  double slowest = 0;
  for (const Series& one : all) slowest = std::max(slowest, one.seen->milliseconds());
  write_single("probe_success", "Whether the target is ready for its clients.", ready ? "1" : "0",
               out);
  write_single("probe_duration_seconds", "How long the probe took.", seconds(slowest), out);
  write_probes(all, out);
}

}  // namespace ampslint
