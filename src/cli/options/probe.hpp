#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "ampslint/probe.hpp"

namespace ampslint {

/// The texts of `probe`'s own options, before they are understood.
struct RawProbe {
  std::string tls_min = "1.2";
  std::string credentials_variable;
  std::string credentials_file;
  double timeout = 10;
  double stage_timeout = 5;
  double watch = 0;
  double warn = 0;
  double crit = 0;
};

/// Declares them; the simple ones go straight into `options`.
void add_probe_options(CLI::App* command, ProbeOptions& options, RawProbe& raw);

/// What `--tls-min` takes.
std::vector<std::string> tls_version_names();

/// Throws a `UsageError` for what makes no sense.
void understand(const RawProbe& raw, ProbeOptions& options);

}  // namespace ampslint
