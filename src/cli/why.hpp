#pragma once

#include "cli/options/options.hpp"

namespace ampslint {

/// Prints where a value comes from, or how a connection string comes to its verdict.
Result<void> print_why(const Options& options, const Linter& linter);

}  // namespace ampslint
