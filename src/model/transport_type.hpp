#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

#include "base/ascii.hpp"
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
inline TransportType transport_type(const Text& text) {
  constexpr std::pair<std::string_view, TransportType> names[] = {
      {"tcp", TransportType::tcp},
      {"tcps", TransportType::tcps},
      {"amps-replication", TransportType::amps_replication},
      {"amps-replication-secure", TransportType::amps_replication_secure},
      {"amps-unix", TransportType::amps_unix}};
  if (!text || text.unresolved) return TransportType::unknown;
  for (const auto& [name, type] : names) {
    if (equal_ignoring_case(name, text.value)) return type;
  }
  return TransportType::unknown;
}

}  // namespace ampslint
