#pragma once

#include <string>
#include <string_view>

namespace ampslint {

/// What is wrong with JSON whose brackets nest deeper than `limits::json_depth`, as what reads it
/// and writes it again goes as deep on the stack; empty where they do not.
std::string depth_fault(std::string_view json);

}  // namespace ampslint
