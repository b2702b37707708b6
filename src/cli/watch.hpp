#pragma once

#include <functional>

#include "ampslint/ampslint.hpp"
#include "cli/options/options.hpp"

namespace ampslint {

/// Runs `check` again whenever something changes that it read, until Ctrl-C or SIGTERM. What is
/// wrong with the workspace or an input ends nothing. Returns the exit status.
int watch(Options& options, const std::function<int(const Linter&)>& check);

}  // namespace ampslint
