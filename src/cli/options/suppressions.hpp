#pragma once

#include <CLI/CLI.hpp>

#include "cli/options/options.hpp"

namespace ampslint {

/// Declares the options of `check` and `probe` about findings that are suppressed.
void add_suppression_options(CLI::App* command, Options& options, bool probe);

/// Throws a `UsageError` for what makes no sense.
void read_suppressions(Options& options);

}  // namespace ampslint
