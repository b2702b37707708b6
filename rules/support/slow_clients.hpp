#pragma once

#include <array>
#include <string_view>

namespace ampslint {

/// The elements that say how far a client may fall behind, of the instance or of a transport ("Slow
/// Client Policies" of the AMPS manual).
inline constexpr std::array<std::string_view, 5> slow_client_limits{
    "MessageMemoryLimit", "MessageDiskLimit", "MessageDiskPath", "ClientMessageAgeLimit",
    "ClientMaxCapacity"};

}  // namespace ampslint
