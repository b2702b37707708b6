#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Transport& transport, Diagnostics& found) {
  if (!transport.is_unix()) return;
  const Text path = transport.file_name();
  if (!path || path.unresolved) return;
  if (path.value.starts_with('/') || path.beside_file) return;
  found.push_back({.where = path.where,
                   .message = fmt::format(
                       "the location of socket '{}' depends on the folder that AMPS is started in",
                       path.value)});
}

}  // namespace

Rule unix_filename_relative() { return {Severity::warning, check}; }

}  // namespace ampslint
