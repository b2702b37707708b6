#pragma once

#include <cstdint>

#include "base/text.hpp"

namespace ampslint {

/// `Transport/Type`.
enum class TransportType : std::uint8_t {
  tcp,
  tcps,
  amps_replication,
  amps_replication_secure,
  amps_unix,
  unknown,  ///< missing, not one of the five, or an undefined variable
};

/// The type that a text names, in any case.
TransportType transport_type(const Text& text);

}  // namespace ampslint
