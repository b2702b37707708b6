#include "model/clients/kind.hpp"

#include <cstddef>

namespace ampslint {
namespace {

struct Naming {
  ClientKind kind;
  std::string_view name;
  std::string_view display;
};

constexpr Naming names[] = {
    {ClientKind::cpp, "c++", "the C++ client"},
    {ClientKind::python, "python", "the Python client"},
    {ClientKind::java, "java", "the Java client"},
    {ClientKind::csharp, "csharp", "the C# client"},
    {ClientKind::javascript, "javascript", "the JavaScript client"},
    {ClientKind::go, "go", "the Go client"},
};

const Naming& naming(ClientKind kind) { return names[static_cast<std::size_t>(kind)]; }

}  // namespace

std::string_view to_string(ClientKind kind) { return naming(kind).name; }

std::string_view display_name(ClientKind kind) { return naming(kind).display; }

std::optional<ClientKind> client_kind_named(std::string_view name) {
  for (const Naming& known : names) {
    if (known.name == name) return known.kind;
  }
  return std::nullopt;
}

}  // namespace ampslint
