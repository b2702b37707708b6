#pragma once

#include <string>
#include <string_view>

namespace ampslint {

/// The SHA-256 of some bytes (FIPS 180-4), as 64 hexadecimal digits. Here, and not of the probe's
/// TLS library, as builds without a probe have none.
std::string sha256(std::string_view bytes);

}  // namespace ampslint
