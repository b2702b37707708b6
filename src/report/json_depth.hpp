#pragma once

#include <string_view>

namespace ampslint {

/// Whether the brackets of JSON nest deeper than `limits::json_depth`: what reads it, and writes it
/// again, goes as deep on the stack.
bool nests_too_deep(std::string_view json);

}  // namespace ampslint
