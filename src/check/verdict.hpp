#pragma once

#include <cstddef>
#include <string_view>

#include "ampslint/types.hpp"

namespace ampslint {

inline constexpr std::size_t verdict_count = 5;

constexpr std::string_view to_string(Verdict verdict) {
  constexpr std::string_view names[verdict_count] = {"compatible", "refused", "unserved", "invalid",
                                                     "unknown"};
  return names[static_cast<std::size_t>(verdict)];
}

}  // namespace ampslint
