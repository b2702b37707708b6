#include "support/missing_elements.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "base/suggest.hpp"
#include "model/children.hpp"

namespace ampslint {
namespace {

bool has(const Element& parent, WantedName name) { return child_of(&parent, name) != nullptr; }

/// Under its name or a synonym of it.
bool has_any(const Element& parent, const ContentModel& model, std::string_view name) {
  return has(parent, name) || std::ranges::any_of(model.rows, [&](const SchemaElement& row) {
           return row.synonym_of == name && has(parent, row.name);
         });
}

/// Looks for what its author took for the missing element.
void look_around(Missing& missing) {
  const std::vector<std::string_view> names = names_in(*missing.model);
  for (const Element& child : missing.parent->children()) {
    if (schema_element(*missing.model, child.name().value) != nullptr) continue;
    const SchemaElement* near = schema_element(*missing.model, nearest(child.name().value, names));
    const bool misspelt = contents_with(child.name().value).empty() && near != nullptr &&
                          (near == missing.schema || near->synonym_of == missing.schema->name);
    if (!misspelt && !has(child, missing.schema->name)) continue;
    missing.instead = misspelt ? Instead::misspelt : Instead::nested;
    missing.child = &child;
    return;
  }
  // The manual does not have what a module takes instead.
  if (is_of_module(*missing.model)) {
    for (const Element& child : missing.parent->children()) {
      if (schema_element(*missing.model, child.name().value) != nullptr) continue;
      missing.instead = Instead::unknown;
      missing.child = &child;
      return;
    }
  }
  for (const Attribute* at = missing.parent->attributes(); at != nullptr; at = at->next) {
    if (!equal_ignoring_case(at->name.value, missing.schema->name)) continue;
    missing.instead = Instead::attribute;
    missing.attribute = at;
    return;
  }
}

/// A module that demands an option demands the block of options.
bool needs_options(const SchemaElement& row, const ContentModel* options) {
  return row.content == content_by_module && options != nullptr &&
         std::ranges::any_of(options->rows, [](const SchemaElement& option) {
           return option.required == every_variant;
         });
}

}  // namespace

void for_each_missing(const Instance& instance, const std::function<void(const Missing&)>& use) {
  for (const SchemaParent& parent : instance.parents) {
    if (parent.element->incomplete) continue;
    SchemaNode node{.parent = &parent};
    for (const SchemaElement& row : parent.model->rows) {
      node.schema = &row;
      const bool needed = !row.required.empty() && node.is_required();
      if (!needed && !needs_options(row, parent.options)) continue;
      if (has_any(*parent.element, *parent.model, row.name)) continue;
      Missing missing{.parent = parent.element,
                      .schema = &row,
                      .model = parent.model,
                      .variant = parent.variant,
                      .options = needed ? nullptr : parent.options};
      look_around(missing);
      use(missing);
    }
  }
}

bool may_have(const Element& parent, std::string_view name) {
  const std::string_view wanted[] = {name};
  return parent.incomplete || std::ranges::any_of(parent.children(), [&](const Element& child) {
           if (equal_ignoring_case(child.name().value, name)) return true;
           return contents_with(child.name().value).empty() &&
                  !nearest(child.name().value, wanted).empty();
         });
}

}  // namespace ampslint
