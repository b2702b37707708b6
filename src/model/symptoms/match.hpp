#pragma once

#include <string_view>
#include <vector>

#include "model/symptoms/table.hpp"

namespace ampslint {

/// What a line of pasted text shows, the most specific first; empty where it is not known.
std::vector<const Symptom*> symptoms_in(std::string_view line);

/// The texts of those that a line without any is nearest to; empty where none is near.
std::string_view nearest_symptom(std::string_view line);

}  // namespace ampslint
