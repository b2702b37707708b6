#include "model/clients/kind.hpp"

#include <cstddef>

#include "load/workspace/keys.hpp"

namespace ampslint {

std::string_view to_string(ClientKind kind) {
  return client_kind_names[static_cast<std::size_t>(kind)];
}

std::string_view display_name(ClientKind kind) {
  constexpr std::string_view names[] = {"the C++ client",        "the Python client",
                                        "the Java client",       "the C# client",
                                        "the JavaScript client", "the Go client"};
  return names[static_cast<std::size_t>(kind)];
}

std::optional<ClientKind> client_kind_named(std::string_view name) {
  for (const ClientKind kind : all_client_kinds) {
    if (to_string(kind) == name) return kind;
  }
  return std::nullopt;
}

}  // namespace ampslint
