#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"
#include "check/upgrade.hpp"
#include "model/canonical_value.hpp"
#include "model/children.hpp"

namespace ampslint {
namespace {

void check(const Upgrade& upgrade, Diagnostics& found) {
  for (const SchemaParent& parent : upgrade.instance.parents) {
    for (const SchemaElement& row : parent.model->rows) {
      if (row.default_since.empty() || child_of(parent.element, row.name) != nullptr) continue;
      // What a transport does not say, the instance says for all of them.
      if (child_of(&upgrade.instance.root(), row.name) != nullptr) continue;
      const bool reported_for_all = parent.element != &upgrade.instance.root();
      const std::string_view before = default_in(row, upgrade.from);
      const std::string_view after = default_in(row, upgrade.to);
      if (before == after || reported_for_all) continue;
      found.push_back({.where = parent.element->name().where,
                       .message = fmt::format(
                           "'{}' is not set: its default is {} instead of {} from version {} on",
                           row.name, row.default_value, row.default_before, row.default_since)});
    }
  }
}

}  // namespace

Rule version_default_changed() { return {Severity::warning, check}; }

}  // namespace ampslint
