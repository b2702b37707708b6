#include <fmt/core.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  std::vector<std::pair<const SchemaElement*, const Element*>> seen;
  for (const SchemaParent& parent : instance.parents) {
    seen.clear();
    for (const Element& child : parent.element->children()) {
      const SchemaElement* row = schema_element(*parent.model, child.name().value);
      if (row == nullptr || row->occurs == Occurs::many) continue;
      const auto first = std::ranges::find(seen, row, &decltype(seen)::value_type::first);
      if (first == seen.end()) {
        seen.emplace_back(row, &child);
        continue;
      }
      found.push_back(
          {.where = child.name().where,
           .message = fmt::format("'{}' appears twice in '{}'", row->name, parent.model->name),
           .notes = {{first->second->name().where, "the first one is here"}}});
    }
  }
}

}  // namespace

Rule element_repeated() { return {Severity::warning, check}; }

}  // namespace ampslint
