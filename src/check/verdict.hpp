#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ampslint {

/// What becomes of a connection string; the meaning of each is promised to users.
enum class Verdict : std::uint8_t { compatible, refused, unserved, invalid, unknown };

inline constexpr std::size_t verdict_count = 5;

constexpr std::string_view to_string(Verdict verdict) {
  constexpr std::string_view names[verdict_count] = {"compatible", "refused", "unserved", "invalid",
                                                     "unknown"};
  return names[static_cast<std::size_t>(verdict)];
}

}  // namespace ampslint
