#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ampslint/types.hpp"

namespace ampslint {

/// The version of a server or a client, MAJOR.MINOR.FEATURE.HOTFIX ("AMPS Versioning and
/// Certification"); what is left out is 0.
struct Version {
  std::array<std::uint16_t, 4> numbers{};
  friend auto operator<=>(const Version&, const Version&) = default;
};

/// Later than any: a client without a version is a new one.
inline constexpr Version newest_version{{0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF}};

/// Numbers with dots between; more than four are read as four. Nothing for anything else, and for
/// numbers above 65535 among the first four.
std::optional<Version> parse_version(std::string_view text);

/// What is wrong with a text that is not one.
std::string not_a_version(std::string_view text);

/// As `5.3.5.7`.
std::string to_string(const Version& version);

}  // namespace ampslint
