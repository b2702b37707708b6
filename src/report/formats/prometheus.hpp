#pragma once

#include <cstdint>
#include <iosfwd>

#include "check/result.hpp"

namespace ampslint {

/// What an exporter knows of itself; times in seconds since 1970.
struct ExporterStatus {
  double started_at = 0;
  std::uint64_t runs = 0;         ///< of the probe, over all endpoints
  std::uint64_t failed_runs = 0;  ///< that could not be done: a certificate file is missing, say
  double last_run_at = 0;         ///< when the last one ended; 0: none has
  double last_run_seconds = 0;
  double interval_seconds = 0;
  bool last_reload_worked = true;
  double last_reload_at = 0;  ///< that worked
  std::uint64_t resident_bytes = 0;
  std::uint64_t open_descriptors = 0;
  std::uint64_t threads = 0;
  double cpu_seconds = 0;
};

/// The exporter's own metrics. They go behind those of the report.
void write_exporter_metrics(const ExporterStatus& status, std::ostream& out);

/// What the blackbox exporter would say of one target (`probe_success`), then the metrics of the
/// endpoints that were probed.
void write_target_metrics(const LintResult& result, std::ostream& out);

}  // namespace ampslint
