#include <fmt/core.h>

#include "check/rule.hpp"
#include "host/path_status.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

bool must_exist(ValueKind kind) {
  return kind == ValueKind::file || kind == ValueKind::secret_file || kind == ValueKind::folder;
}

std::string_view fault_of(ValueKind kind, const HostFile& seen) {
  constexpr unsigned anybody_reads = 0444;
  if (seen.kind == PathKind::nothing) return "does not exist";
  if (seen.kind == PathKind::unknown) return {};
  if (kind == ValueKind::folder) {
    return seen.kind == PathKind::folder ? "" : "is not a folder";
  }
  if (seen.kind == PathKind::folder) return "is a folder, not a file";
  return (seen.permissions & anybody_reads) == 0 ? "is not readable by anyone" : "";
}

void check(const SchemaNode& node, Diagnostics& found) {
  if (node.schema == nullptr || !must_exist(node.schema->value) || !node.applies()) return;
  const Text path = node.element->text();
  if (!has_known_place(path)) return;
  const std::string_view fault = fault_of(node.schema->value, look_at(path.value));
  if (fault.empty()) return;
  found.push_back({.where = path.where, .message = fmt::format("'{}' {}", path.value, fault)});
}

}  // namespace

Rule host_file_missing() { return {Severity::error, check}; }

}  // namespace ampslint
