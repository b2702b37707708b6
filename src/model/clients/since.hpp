#pragma once

#include "model/version.hpp"

/// What came to clients with which version: seen by running those of 5.3.4.0 to 5.3.5.14, and what
/// came before them as documented ("IP Version 6 Support").
namespace ampslint::since {

inline constexpr Version ipv6{
    {5, 3, 3, 0}};  ///< all official clients; `ip_protocol_prefer` as well

// The C family's.
inline constexpr Version prefix{{5, 3, 4, 5}};  ///< before the protocol in the path
inline constexpr Version http_preflight{{5, 3, 4, 5}};
inline constexpr Version compression{{5, 3, 5, 1}};
inline constexpr Version value_in_error{{5, 3, 5, 1}};  ///< of the option that is refused
inline constexpr Version connect_timeout{{5, 3, 5, 5}};
inline constexpr Version nine_digits{{5, 3, 5, 5}};  ///< at most, in numbers
inline constexpr Version preference_anywhere{
    {5, 3, 5, 7}};  ///< `ip_protocol_prefer`: not only last

// Java's: the last version seen without, and the first one seen with it.
inline constexpr Version java_without_prefix{{5, 3, 0, 0}};
inline constexpr Version java_prefix{{5, 3, 4, 0}};
inline constexpr Version java_without_compression{{5, 3, 4, 0}};
inline constexpr Version java_compression{{5, 3, 5, 3}};

}  // namespace ampslint::since
