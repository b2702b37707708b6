#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace ampslint {

/// The client libraries that read connection strings. C, C++ and Python share one reader.
enum class ClientKind : std::uint8_t { cpp, python, java, csharp, javascript, go };

inline constexpr ClientKind all_client_kinds[] = {ClientKind::cpp,        ClientKind::python,
                                                  ClientKind::java,       ClientKind::csharp,
                                                  ClientKind::javascript, ClientKind::go};

/// As `--client-kind` and the JSON output spell it.
std::string_view to_string(ClientKind kind);
/// As a sentence spells it: "the C++ client".
std::string_view display_name(ClientKind kind);
std::optional<ClientKind> client_kind_named(std::string_view name);

/// Whether the kind reads connection strings with the C library's reader.
constexpr bool is_c_family(ClientKind kind) {
  return kind == ClientKind::cpp || kind == ClientKind::python;
}

}  // namespace ampslint
