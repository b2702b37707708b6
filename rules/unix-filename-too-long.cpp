#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Transport& transport, Diagnostics& found) {
  constexpr std::size_t longest = 107;  // sun_path holds 108 bytes, the last one is zero
  if (!transport.is_unix()) return;
  const Text path = transport.file_name();
  if (path.unresolved || path.value.size() <= longest) return;
  found.push_back({.where = path.where,
                   .message = fmt::format(
                       "the path of the socket is {} bytes long; Linux allows no more than {}",
                       path.value.size(), longest)});
}

}  // namespace

Rule unix_filename_too_long() { return {Severity::error, check}; }

}  // namespace ampslint
