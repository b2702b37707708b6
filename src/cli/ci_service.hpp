#pragma once

#include <string>
#include <vector>

#include "cli/options/options.hpp"

namespace ampslint {

/// Whether the environment says so (`CI=true`): then a stranger may have written what is checked.
bool runs_in_ci();

/// The folder, absolute, that a service's paths begin at: as the service says, else the top of the
/// repository that this is in.
std::string repository_root();

/// What is written where the command line names no format: text for people, and what the service
/// shows that this runs in: on GitHub annotations and the step's summary, on GitLab the Code
/// Quality report of merge requests.
void choose_outputs(Options& options);

}  // namespace ampslint
