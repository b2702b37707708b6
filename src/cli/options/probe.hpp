#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "ampslint/ampslint.hpp"

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
  double interval = 0;
};

/// Declares them; the simple ones go straight into `options`.
void add_probe_options(CLI::App* command, ProbeOptions& options, RawProbe& raw);

/// Declares the options of `probe --serve`.
void add_serve_options(CLI::App* command, ServeOptions& options, RawProbe& raw);

/// What `--tls-min` takes.
std::vector<std::string> tls_version_names();

/// Throws a `UsageError` for what makes no sense.
void understand(const RawProbe& raw, ProbeOptions& options);
/// The same for `--serve`; whether it is given.
bool understand_serve(const CLI::App& command, const RawProbe& raw, ServeOptions& options);

}  // namespace ampslint
