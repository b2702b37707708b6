#pragma once

#include "check/inputs.hpp"
#include "driver/lint.hpp"

namespace ampslint {

/// Reads the connection strings of a request: those that it gives, or else, where it names no
/// configuration either, those of the workspace's clients. What cannot be read becomes an error of
/// the inputs.
void load_strings(const Request& request, const Workspace& workspace, Inputs& inputs);

}  // namespace ampslint
