#pragma once

#include <cstdint>
#include <string_view>

#include "model/connection_string.hpp"

namespace ampslint {

/// What is wrong with a path as it was meant, whichever client reads it; the first of these that
/// applies.
enum class PathFault : std::uint8_t {
  none,
  no_protocol,       ///< `/`
  empty_segment,     ///< `/amps//json`, `/amps/json//`
  embedded_amps,     ///< `/myamps/json`: `amps` is not a whole segment
  protocol_case,     ///< `/AMPS/json`, `/NVFIX`
  extra_segment,     ///< `/amps/json/more`
  unknown_protocol,  ///< the C library does not know the protocol
};

/// None where there is no path.
PathFault path_fault(const Parts& written);

/// The last segment before the protocol; empty where there is none.
std::string_view segment_before_protocol(const Parts& written);

/// Whether the protocol is one of `fix`, `nvfix`, `xml`, `json`: the command protocols before
/// `amps`.
bool is_legacy_protocol(std::string_view protocol);

}  // namespace ampslint
