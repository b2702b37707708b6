#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Inspected& inspected, Diagnostics& found) {
  const Text& name = inspected.given.name;
  const AdminSeen& seen = inspected.seen;
  if (!name || name.unresolved || seen.name.empty() || seen.name == name.value) return;
  found.push_back({.where = name.where,
                   .message = fmt::format("the instance running at '{}' is called '{}', not '{}'",
                                          seen.url, seen.name, name.value)});
}

}  // namespace

Rule live_instance_name_mismatch() { return {.severity = Severity::error, .check = check}; }

}  // namespace ampslint
