#pragma once

#include <functional>

#include "probe/session.hpp"

namespace ampslint {

/// Attempts until one is ready, or what it met will not change by trying again. `stalled` is called
/// when the peer keeps it waiting, so that other endpoints need not; maybe more than once.
Task<void> probe_endpoint(ProbeContext& context, const Endpoint& endpoint, Clock::time_point limit,
                          Observation& seen, std::function<void()> stalled);

}  // namespace ampslint
