#pragma once

#include <string>
#include <vector>

#include "model/observation.hpp"

namespace ampslint::testing {

/// Reads the `observed` block of a rule's page: what a probe saw, a `key value` a line; a blank
/// line begins the observation of the next connection string. A word that is not known fails the
/// test.
std::vector<Observation> read_observations(const std::string& text);

/// Reads an `admin` block: what an Admin interface answered, likewise.
AdminSeen read_admin(const std::string& text);

}  // namespace ampslint::testing
