#pragma once

#include <string>

#include "driver/lint.hpp"

namespace ampslint {

/// What a run reads and is asked for, as a number that is the same for all shards of the run. No
/// secret takes part in it: a short one could be computed back.
std::string inputs_of(const Request& request, const Telling& telling, const Outcome& outcome);

}  // namespace ampslint
