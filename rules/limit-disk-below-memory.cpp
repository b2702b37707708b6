#include <fmt/core.h>

#include <optional>

#include "base/units.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check_in(const Element& element, Diagnostics& found) {
  const Text memory = text_of(&element, "MessageMemoryLimit");
  const Text disk = text_of(&element, "MessageDiskLimit");
  if (!is_known(memory) || !is_known(disk)) return;
  const std::optional<double> memory_bytes = parse_bytes(memory.value);
  const std::optional<double> disk_bytes = parse_bytes(disk.value);
  if (!memory_bytes || !disk_bytes || *disk_bytes >= *memory_bytes) return;
  found.push_back({.where = disk.where,
                   .message = fmt::format("the disk limit, '{}', is below the memory limit, '{}'",
                                          disk.value, memory.value),
                   .notes = {{memory.where, "the memory limit is set here"}}});
}

void check(const Instance& instance, Diagnostics& found) {
  check_in(instance.root(), found);
  for (const Transport& transport : instance.transports) check_in(*transport.element, found);
}

}  // namespace

Rule limit_disk_below_memory() { return {Severity::warning, check}; }

}  // namespace ampslint
