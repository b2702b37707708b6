#pragma once

#include "driver/configurations.hpp"
#include "driver/lint.hpp"
#include "driver/settings.hpp"

namespace ampslint {

/// A run whose result is not finished yet, and what it goes by.
struct Run {
  Settings settings;
  LintResult result;
};

/// Resolves, loads and checks: what `lint` and `probe` have in common. `strings_of`: another
/// request, whose connection strings are checked.
Result<Run> run(const Request& request, const Request* strings_of = nullptr);

/// The parts of loading that `lint_in_parts` needs, too.
std::vector<RememberedConfiguration> load_instances(
    const Request& request, const Workspace& workspace, Inputs& inputs,
    std::shared_ptr<const Memory::Run> last = nullptr);
void load_proxies(const Request& request, const Workspace& workspace, Inputs& inputs);

/// Reports no more than anybody reads; the rest is counted.
void limit_reported(const Request& request, LintResult& result);

/// An error where a file could not be read, for commands that do nothing without it.
Result<void> all_read(const Inputs& inputs);

}  // namespace ampslint
