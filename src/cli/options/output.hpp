#pragma once

#include <string>
#include <vector>

#include "cli/options/options.hpp"

namespace ampslint {

/// Understands the values of `--format`: what is written, and where. Throws a `UsageError` for what
/// makes no sense.
void read_formats(const std::vector<std::string>& formats, Options& options);

/// Whether the value of `--color`, or else the environment, wants colours.
bool wants_color(const std::string& when);

}  // namespace ampslint
