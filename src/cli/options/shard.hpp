#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "cli/options/options.hpp"

namespace ampslint {

/// The texts of these options, before they are understood.
struct RawShard {
  std::string part;
  std::string format;
};

/// Declares `check --shard`, and the options of the command that joins the shards' reports.
void add_shard_option(CLI::App* check, RawShard& raw);
void add_merge_options(CLI::App* merge, Options& options, RawShard& raw);

/// Throws a `UsageError` for what makes no sense.
void understand(const CLI::App& command, const RawShard& raw, Options& options);

}  // namespace ampslint
