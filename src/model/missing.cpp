#include "model/missing.hpp"

#include <algorithm>

#include "suggest.hpp"

namespace ampslint {
namespace {

bool has(const Element& parent, std::string_view name) {
  return std::ranges::any_of(parent.children(), [name](const Element& child) {
    return equal_ignoring_case(child.name.value, name);
  });
}

/// Looks for what its author took for the missing element.
void look_around(Missing& missing) {
  const std::string_view content = missing.schema->parent;
  const std::vector<std::string_view> names = names_in(content);
  for (const Element& child : missing.parent->children()) {
    if (schema_element(content, child.name.value) != nullptr) continue;
    const bool misspelt = contents_with(child.name.value).empty() &&
                          nearest(child.name.value, names) == missing.schema->name;
    if (!misspelt && !has(child, missing.schema->name)) continue;
    missing.instead = misspelt ? Instead::misspelt : Instead::nested;
    missing.child = &child;
    return;
  }
  for (const Attribute* at = missing.parent->attributes; at != nullptr; at = at->next) {
    if (!equal_ignoring_case(at->name.value, missing.schema->name)) continue;
    missing.instead = Instead::attribute;
    missing.attribute = at;
    return;
  }
}

void add_missing(const Element& parent, std::string_view content, const Transport* transport,
                 std::vector<Missing>& all) {
  if (parent.incomplete) return;
  SchemaNode node{.model = content};
  if (transport != nullptr) node.transport_type = as_set(transport->type);
  for (const SchemaElement& row : schema_of(content)) {
    node.schema = &row;
    if (!node.is_required() || has(parent, row.name)) continue;
    Missing missing{.parent = &parent, .schema = &row, .transport = transport};
    look_around(missing);
    all.push_back(missing);
  }
}

}  // namespace

std::vector<Missing> missing_elements(const Instance& instance) {
  std::vector<Missing> all;
  add_missing(*instance.document.root, "AMPSConfig", nullptr, all);
  for (const SchemaNode& node : instance.nodes) {
    if (node.schema == nullptr || node.schema->content.empty()) continue;
    if (node.schema->content == "Transport") continue;
    add_missing(*node.element, node.schema->content, nullptr, all);
  }
  for (const Transport& transport : instance.transports) {
    add_missing(*transport.element, "Transport", &transport, all);
  }
  return all;
}

}  // namespace ampslint
