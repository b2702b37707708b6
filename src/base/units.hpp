#pragma once

#include <optional>
#include <string_view>

namespace ampslint {

/// A byte count such as `10MB`, `1GB`, `5M`, `1048576` ("Using Units" of the AMPS manual), in
/// bytes. Kilobytes count as 1024 bytes: the manual does not say, and the larger reading rejects
/// less.
std::optional<double> parse_bytes(std::string_view text);

/// A `RotationThreshold`: decimal units, fractions allowed ("Configuring Logging" of the AMPS
/// manual), in bytes.
std::optional<double> parse_log_size(std::string_view text);

/// A time interval such as `10s`, `250ms`, `7d`, in seconds; a bare number counts as seconds.
std::optional<double> parse_interval(std::string_view text);

}  // namespace ampslint
