#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ampslint {

/// What becomes of a connection string; the meaning of each is promised to users.
enum class Verdict : std::uint8_t { compatible, refused, unserved, invalid, unknown };

inline constexpr std::size_t verdict_count = 5;

std::string_view to_string(Verdict verdict);

}  // namespace ampslint
