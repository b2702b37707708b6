#include <fmt/core.h>

#include "check/rule.hpp"
#include "host/path_status.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Transport& transport, Diagnostics& found) {
  const Text path = transport.file_name();
  if (!transport.is_unix() || !has_known_place(path)) return;
  const PathKind kind = look_at(path.value).kind;
  const bool free =
      kind == PathKind::nothing || kind == PathKind::socket || kind == PathKind::unknown;
  if (free) return;
  found.push_back(
      {.where = path.where,
       .message = fmt::format("{} already exists where socket '{}' is to be created",
                              kind == PathKind::folder ? "a folder" : "a file", path.value)});
}

}  // namespace

Rule host_socket_occupied() { return {Severity::warning, check}; }

}  // namespace ampslint
