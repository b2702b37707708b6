#pragma once

#include <memory>
#include <vector>

#include "check/inputs.hpp"
#include "driver/lint.hpp"
#include "driver/memory.hpp"

namespace ampslint {

/// A configuration for later runs: kept from an earlier one, or new.
struct RememberedConfiguration {
  std::unique_ptr<KeptConfiguration> fresh;
  std::shared_ptr<const KeptConfiguration> kept;
};

/// Reads the configurations of a request; what cannot be read becomes an error of the inputs. What
/// is kept of an earlier run is taken over; with one, the result is what to keep, by instance.
std::vector<RememberedConfiguration> load_configurations(
    const Request& request, const Workspace& workspace, Inputs& inputs,
    std::shared_ptr<const Memory::Run> last = nullptr);

}  // namespace ampslint
