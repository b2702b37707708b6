#pragma once

#include "cli/options/options.hpp"
#include "cli/sandbox.hpp"

namespace ampslint {

/// What these options ask to be written and started.
Allowed allowed_by(const Options& options);

}  // namespace ampslint
