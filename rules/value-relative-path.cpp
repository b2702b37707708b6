#include <fmt/core.h>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

bool is_relative(const SchemaNode& node) {
  const std::string_view path = node.element->text().value;
  const bool looked_up = path.find('/') == std::string_view::npos;
  if (node.schema->name == "Library" && looked_up) return false;  // in the folders of AMPS
  const bool no_file = path.starts_with(':') || equal_ignoring_case(path, "disabled");
  // unix-filename-relative reports the path of a socket.
  const bool socket = node.model()->name == "Transport" && node.schema->name == "FileName";
  return !path.starts_with('/') && !no_file && !socket;
}

void check(const Instance& instance, Diagnostics& found) {
  Diagnostic* first = nullptr;
  for (const SchemaNode& node : instance.nodes) {
    const Text text = node.element->text();
    if (node.schema == nullptr || node.schema->value != ValueKind::path || !is_known(text))
      continue;
    const bool by_variable = !text.pieces.empty() && !text.pieces.front().verbatim;
    if (!node.applies() || by_variable || !is_relative(node)) continue;
    if (first != nullptr) {
      first->notes.push_back({text.where, "so does the location of this one"});
      continue;
    }
    first = &found.emplace_back(Diagnostic{
        .where = text.where,
        .message = fmt::format("the location of '{}' depends on the folder that AMPS is started in",
                               text.value)});
  }
}

}  // namespace

Rule value_relative_path() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
