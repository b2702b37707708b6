#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>

#include "ampslint/ampslint.hpp"

namespace ampslint {

/// What `check` does with what it found, beside or instead of telling it.
struct FixOptions {
  enum class Mode : std::uint8_t { report, diff, write, baseline };
  Mode mode = Mode::report;
  Fixes wanted = Fixes::safe;
  std::string new_baseline;
};

/// The texts of these options, before they are understood.
struct RawFix {
  std::string diff;
  std::string fix;
};

/// Declares `check`'s options for fixes, a baseline and changed lines.
void add_fix_options(CLI::App* command, FixOptions& options, RawFix& raw, LintOptions& lint);

/// Throws a `UsageError` for what makes no sense.
void understand(const CLI::App& command, const RawFix& raw, FixOptions& options);

}  // namespace ampslint
