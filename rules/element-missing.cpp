#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"
#include "suggest.hpp"

namespace ampslint {
namespace {

TransportTypes bit_of(TransportType type) {
  return type == TransportType::unknown
             ? no_transport_type
             : static_cast<TransportTypes>(1U << static_cast<unsigned>(type));
}

/// An unknown child that was probably meant to be the missing one.
const Element* misspelt(const Element& parent, const SchemaElement& missing) {
  const std::vector<std::string_view> names = names_in(missing.parent);
  for (const Element& child : parent.children()) {
    if (schema_element(missing.parent, child.name.value) != nullptr) continue;
    if (nearest(child.name.value, names) == missing.name) return &child;
  }
  return nullptr;
}

void check_parent(const Element& parent, std::string_view what, std::string_view content,
                  TransportTypes type, Diagnostics& found) {
  if (parent.incomplete) return;
  for (const SchemaElement& row : schema_of(content)) {
    const bool everywhere = row.required == every_transport_type;
    if (!everywhere && (row.required & type) == 0) continue;
    const bool there = std::ranges::any_of(parent.children(), [&row](const Element& child) {
      return equal_ignoring_case(child.name.value, row.name);
    });
    if (there) continue;
    if (const Element* near = misspelt(parent, row)) {
      found.push_back({.where = near->name.where,
                       .message = fmt::format("{} has no '{}'; did you mean it by '{}'?", what,
                                              row.name, printable(near->name.value))});
      continue;
    }
    found.push_back(
        {.where = parent.name.where, .message = fmt::format("{} has no '{}'", what, row.name)});
  }
}

void check(const Instance& instance, Diagnostics& found) {
  check_parent(*instance.document.root, "the instance", "AMPSConfig", no_transport_type, found);
  for (const SchemaNode& node : instance.nodes) {
    if (node.schema == nullptr || node.schema->content.empty()) continue;
    if (node.schema->content == "Transport") continue;
    check_parent(*node.element, fmt::format("'{}'", node.schema->name), node.schema->content,
                 no_transport_type, found);
  }
  for (const Transport& transport : instance.transports) {
    const std::string what = transport.type == TransportType::unknown
                                 ? transport.label()
                                 : fmt::format("{} of type '{}'", transport.label(),
                                               printable(transport.type_text.value));
    check_parent(*transport.element, what, "Transport", bit_of(transport.type), found);
  }
}

}  // namespace

Rule element_missing() { return {Severity::error, check}; }

}  // namespace ampslint
