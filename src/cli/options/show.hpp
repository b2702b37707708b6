#pragma once

#include <CLI/CLI.hpp>

#include "cli/options/options.hpp"

namespace ampslint {

/// Declares the options of `check` and `probe` that print something else than the report, and
/// `check --watch`.
void add_show_options(CLI::App* command, Options& options, bool probe);

/// Notes what the command line says of the tool itself, and refuses what does not go together.
/// Throws a `UsageError`.
void read_show(const CLI::App& command, Options& options);

}  // namespace ampslint
