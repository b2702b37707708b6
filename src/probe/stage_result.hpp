#pragma once

#include <string>

#include "model/observation.hpp"
#include "probe/channel.hpp"

namespace ampslint {

/// How a stage went: `detail` where it succeeded, `fault` and `reason` where it did not.
struct StageResult {
  Fault fault = Fault::none;
  std::string detail = {};
  std::string reason = {};
};

/// What an error of the system, or of OpenSSL, comes to.
StageResult failed(const ErrorCode& error);
/// The same for an operation on a channel, whose limit may have been the reason.
StageResult failed(const Channel& channel, const ErrorCode& error);

}  // namespace ampslint
