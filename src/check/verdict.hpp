#pragma once

#include <cstddef>
#include <string_view>

#include "ampslint/types.hpp"

namespace ampslint {

inline constexpr std::size_t verdict_count = 5;

std::string_view to_string(Verdict verdict);

}  // namespace ampslint
