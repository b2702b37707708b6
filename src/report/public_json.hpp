#pragma once

#include <optional>

#include "ampslint/linter.hpp"
#include "report/json_value.hpp"

namespace ampslint {

// What JSON documents of the library's own results hold.
json::Value place_json(const std::optional<api::Place>& place);
json::Value finding_json(const api::Diagnostic& found);
json::Value tool_json();

}  // namespace ampslint
