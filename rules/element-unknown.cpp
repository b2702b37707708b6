#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/ascii.hpp"
#include "base/limits.hpp"
#include "base/suggest.hpp"
#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/missing_elements.hpp"

namespace ampslint {
namespace {

/// Which rows of its content model an element has children of; asked for few of them.
class Present {
 public:
  bool has(const SchemaNode& node, const SchemaElement* row) {
    const auto [at, is_new] = rows_.try_emplace(node.element->parent);
    if (is_new) {
      for (const Element& child : node.element->parent->children()) {
        at->second.insert(schema_element(*node.model(), child.name().value));
      }
    }
    return at->second.contains(row);
  }

 private:
  std::map<const Element*, std::set<const SchemaElement*>> rows_;
};

std::string_view meant(const SchemaNode& node, Present& present) {
  std::vector<std::string_view> names = names_in(*node.model());
  names.emplace_back("Include");
  const std::string_view name = node.element->name().value;
  const std::string_view near =
      node.model()->complete ? nearest(name, names) : slip_of(name, names);
  const SchemaElement* row = schema_element(*node.model(), near);
  const bool taken = row != nullptr && row->occurs == Occurs::once && present.has(node, row);
  return taken ? std::string_view() : near;
}

void check(const Instance& instance, Diagnostics& found) {
  if (all_known(instance.nodes)) return;
  std::set<const Element*> reported;
  for_each_missing(instance, [&](const Missing& missing) {
    if (missing.child != nullptr) reported.insert(missing.child);
  });
  Present present;
  std::size_t number = 0;
  for (const SchemaNode& node : instance.nodes) {
    const std::string_view name = node.element->name().value;
    // element-missing, element-misplaced and element-case say more.
    const bool misplaced = !is_of_module(*node.model()) && !contents_with(name).empty();
    if (node.schema != nullptr || reported.contains(node.element) || misplaced ||
        equal_ignoring_case(name, "Include")) {
      continue;
    }
    Diagnostic diagnostic{
        .where = node.element->name().where,
        .message = fmt::format("'{}' has no element '{}'", node.model()->name, name)};
    const auto belongs = [&node](const Element& child) {
      return schema_element(*node.model(), child.name().value) != nullptr;
    };
    if (const std::string_view near = meant(node, present); !near.empty()) {
      diagnostic.message += fmt::format("; did you mean '{}'?", near);
      diagnostic.fix = {.edits = rename(*node.element, near), .safe = false};
    } else if (!node.model()->complete) {
      continue;
    } else if (std::ranges::any_of(node.element->children(), belongs)) {
      diagnostic.message +=
          fmt::format("; its content belongs directly in '{}'", node.model()->name);
    }
    if (++number > limits::unknown_elements) {
      found.back().message += fmt::format("; more than {} such elements, the rest are not reported",
                                          limits::unknown_elements);
      return;
    }
    // AMPS does not start with one that it does not know at this place ("… is unrecognized").
    if (node.element->parent == &instance.root()) diagnostic.severity = Severity::error;
    found.push_back(std::move(diagnostic));
  }
}

}  // namespace

Rule element_unknown() { return {.severity = Severity::warning, .check = check, .fixable = true}; }

}  // namespace ampslint
