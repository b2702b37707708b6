#include <fmt/core.h>

#include "check/rule.hpp"
#include "host/path_status.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const SchemaNode& node, Diagnostics& found) {
  constexpr unsigned others_read = 0004;
  constexpr unsigned others_write = 0002;
  if (node.schema == nullptr || node.schema->value != ValueKind::secret_file) return;
  const Text path = node.element->text();
  if (!node.applies() || !has_known_place(path)) return;
  const HostFile seen = look_at(path.value);
  if (seen.kind != PathKind::file || (seen.permissions & (others_read | others_write)) == 0) return;
  const bool reads = (seen.permissions & others_read) != 0;
  found.push_back(
      {.where = path.where,
       .message = fmt::format("every user on the host can {} '{}'; only the server needs to",
                              reads ? "read" : "change", path.value)});
}

}  // namespace

Rule host_key_exposed() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
