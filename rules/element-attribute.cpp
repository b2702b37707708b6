#include <fmt/core.h>

#include <set>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/missing_elements.hpp"

namespace ampslint {
namespace {

/// Marks for other tools: name spaces, the place of an XML schema.
bool is_for_tools(std::string_view name) {
  return name.starts_with("xml") || name.starts_with("xsi:");
}

void check_below(const Element& element, const std::set<const Attribute*>& reported,
                 Diagnostics& found) {
  for (const Attribute* at = element.attributes(); at != nullptr; at = at->next) {
    if (is_for_tools(at->name.value) || reported.contains(at)) continue;
    found.push_back({.where = at->name.where,
                     .message = fmt::format(
                         "'{}' has no attribute '{}'; AMPS documents only 'comment' of 'Include'",
                         element.name().value, at->name.value)});
  }
  for (const Element& child : element.children()) check_below(child, reported, found);
}

void check(const Instance& instance, Diagnostics& found) {
  std::set<const Attribute*> reported;
  for_each_missing(instance, [&](const Missing& missing) {
    if (missing.attribute != nullptr) reported.insert(missing.attribute);
  });
  check_below(*instance.document.root, reported, found);
}

}  // namespace

Rule element_attribute() { return {Severity::warning, check}; }

}  // namespace ampslint
