#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ampslint/probe.hpp"
#include "ampslint/result.hpp"
#include "model/observation.hpp"
#include "probe/endpoint.hpp"

namespace ampslint {

/// What ends a run early, asked for when connecting begins.
inline std::stop_token begun(const ProbeOptions& options) {
  return options.begin ? options.begin() : std::stop_token();
}

/// What a run brought: an observation for each endpoint, in their order; an unfinished one where
/// the run was interrupted.
struct Probes {
  std::vector<Observation> seen;
  bool interrupted = false;
};

/// Contacts every endpoint. An error where the options cannot be used (a certificate file).
Result<Probes> probe_all(const std::vector<Endpoint>& endpoints, const ProbeOptions& options);

}  // namespace ampslint
