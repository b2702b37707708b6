#include <fmt/core.h>

#include <filesystem>
#include <optional>
#include <system_error>

#include "base/units.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check_in(const Element& element, Diagnostics& found) {
  const Text path = text_of(&element, "MessageDiskPath");
  // Where a relative path leads depends on where AMPS is started.
  if (!is_known(path) || !path.value.starts_with('/')) return;
  std::error_code failed;
  const std::filesystem::path folder(path.value);
  if (!std::filesystem::is_directory(folder, failed)) {
    found.push_back({.where = path.where,
                     .message = fmt::format("'{}' is not a folder on this host", path.value)});
    return;
  }
  const Text limit = text_of(&element, "MessageDiskLimit");
  const std::optional<double> bytes = is_known(limit) ? parse_bytes(limit.value) : std::nullopt;
  const std::filesystem::space_info space = std::filesystem::space(folder, failed);
  if (failed || !bytes || static_cast<double>(space.available) >= *bytes) return;
  found.push_back(
      {.where = limit.where,
       .message = fmt::format("'{}' has less free space than '{}'", path.value, limit.value)});
}

void check(const Instance& instance, Diagnostics& found) {
  check_in(instance.root(), found);
  for (const Transport& transport : instance.transports) check_in(*transport.element, found);
}

}  // namespace

Rule host_limit_path() { return {Severity::warning, check}; }

}  // namespace ampslint
