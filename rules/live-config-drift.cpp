#include <fmt/core.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "check/live.hpp"
#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/secret_names.hpp"

namespace ampslint {
namespace {

using Elements = std::map<std::pair<std::string, int>, const Element*>;

/// The children by what distinguishes them: the element's name with its own `Name`, and its number
/// among those that have the same.
Elements by_key(const Element& parent) {
  Elements elements;
  std::map<std::string, int> counts;
  for (const Element& child : parent.children()) {
    const Element* name = child.child("Name");
    std::string key =
        fmt::format("{} {}", child.name().value, name != nullptr ? name->text().value : "");
    const int number = ++counts[key];
    elements.emplace(std::pair(std::move(key), number), &child);
  }
  return elements;
}

std::string label(const Element& element) {
  const Element* name = element.child("Name");
  if (name == nullptr || !name->text()) return fmt::format("'{}'", element.name().value);
  return fmt::format("'{}' '{}'", element.name().value, name->text().value);
}

std::string value_of(const Element& element) {
  if (!element.text()) return "nothing";
  if (is_secret_name(element.name().value)) return "a different secret";
  return fmt::format("'{}'", element.text().value);
}

/// A variable that is not known here, or not replaced there, says nothing.
bool differ(const Text& given, const Text& running) {
  const bool known = !given.unresolved && !running.unresolved;
  return known && given.value != running.value;
}

void compare(const Element& given, const Element& running, Diagnostics& found) {
  if (differ(given.text(), running.text())) {
    found.push_back({.where = given.text() ? given.text().where : given.name().where,
                     .message = fmt::format("'{}' is {} in the running configuration",
                                            given.name().value, value_of(running))});
  }
  if (given.incomplete) return;
  Elements expected = by_key(given);
  for (const auto& [key, there] : by_key(running)) {
    const auto same = expected.find(key);
    if (same == expected.end()) {
      found.push_back(
          {.where = given.name().where,
           .message = fmt::format("the running configuration has {} here too", label(*there))});
      continue;
    }
    compare(*same->second, *there, found);
    expected.erase(same);
  }
  for (const auto& [key, element] : expected) {
    found.push_back(
        {.where = element->name().where,
         .message = fmt::format("the running configuration has no {}", label(*element))});
  }
}

void check(const Inspected& inspected, Diagnostics& found) {
  const Element* given = inspected.given.document.root;
  if (inspected.running == nullptr || given == nullptr) return;
  compare(*given, *inspected.running, found);
  if (inspected.seen.name.empty()) return;
  // live-instance-name-mismatch reports another name.
  const Span name = inspected.given.name.where;
  std::erase_if(found.kept(), [name](const Diagnostic& d) { return d.where == name; });
}

}  // namespace

Rule live_config_drift() { return {.severity = Severity::warning, .check = check}; }

}  // namespace ampslint
