#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

#include "ampslint/types.hpp"

namespace ampslint {

/// A server version, MAJOR.MINOR.FEATURE.HOTFIX ("AMPS Versioning and Certification"); what is left
/// out is 0.
struct Version {
  std::array<std::uint32_t, 4> numbers{};
  friend auto operator<=>(const Version&, const Version&) = default;
};

/// Numbers with dots between; more than four are read as four. Nothing for anything else.
std::optional<Version> parse_version(std::string_view text);

}  // namespace ampslint
