#pragma once

#include "cli/options/options.hpp"

namespace ampslint {

/// Prints what differs. The exit status: 0 for nothing that counts, 1 for something, 2 where not
/// all could be compared.
Result<int> print_difference(const Options& options, const Linter& linter);

}  // namespace ampslint
