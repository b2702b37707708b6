#pragma once

#include <string>
#include <vector>

#include "cli/options.hpp"

namespace ampslint {

/// What is written where the command line names no format: text for people, and what the service
/// shows that this runs in. On GitHub annotations and the step's summary; on GitLab a remark names
/// the option, for no file is written that nobody named.
void choose_outputs(Options& options);

}  // namespace ampslint
