#include <fmt/core.h>

#include <utility>

#include "check/rule.hpp"
#include "host/path_status.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "model/value.hpp"

namespace ampslint {
namespace {

void check(const SchemaNode& node, Diagnostics& found) {
  if (node.schema == nullptr || node.schema->name != "CAPath" || !node.applies()) return;
  const Text path = node.element->text();
  // host-file-missing reports what is not a folder.
  if (!has_known_place(path) || look_at(path.value).kind != PathKind::folder) return;
  if (holds_file(path.value, ".pem").value_or(true)) return;
  Diagnostic diagnostic{
      .where = path.where,
      .message =
          fmt::format("folder '{}' has no '.pem' files, and AMPS uses no others", path.value)};
  const Element* parent = node.element->parent;
  const bool verifies = parse_boolean(text_of(parent, "VerifyClient").value).value_or(false);
  const bool all_refused = verifies && child_of(parent, "CAFile") == nullptr && !parent->incomplete;
  if (!all_refused) diagnostic.severity = Severity::warning;
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule host_ca_path_empty() { return {Severity::error, check}; }

}  // namespace ampslint
