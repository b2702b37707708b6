#include <fmt/core.h>

#include <set>
#include <vector>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/missing_elements.hpp"

namespace ampslint {
namespace {

/// Marks for other tools: name spaces, the place of an XML schema.
bool is_for_tools(std::string_view name) {
  return name.starts_with("xml") || name.starts_with("xsi:");
}

void find_attributes(const Element& element, std::vector<const Element*>& found) {
  if (element.attributes() != nullptr) found.push_back(&element);
  for (const Element& child : element.children()) find_attributes(child, found);
}

void check(const Instance& instance, Diagnostics& found) {
  std::vector<const Element*> with_attributes;
  find_attributes(instance.root(), with_attributes);
  if (with_attributes.empty()) return;
  std::set<const Attribute*> reported;
  for_each_missing(instance, [&](const Missing& missing) {
    if (missing.attribute != nullptr) reported.insert(missing.attribute);
  });
  for (const Element* element : with_attributes) {
    for (const Attribute* at = element->attributes(); at != nullptr; at = at->next) {
      if (is_for_tools(at->name.value) || reported.contains(at)) continue;
      found.push_back({.where = at->name.where,
                       .message = fmt::format(
                           "'{}' has no attribute '{}'; AMPS documents only 'comment' of 'Include'",
                           element->name().value, at->name.value)});
    }
  }
}

}  // namespace

Rule element_attribute() { return {Severity::warning, check}; }

}  // namespace ampslint
