#include <fmt/core.h>

#include <map>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void report(const Element* parent, Diagnostics& found) {
  std::map<std::string_view, Span> keys;
  for (const Text& key : texts_of(parent, "Key")) {
    if (!is_known(key)) continue;
    const auto [first, is_first] = keys.try_emplace(key.value, key.where);
    if (is_first) continue;
    found.push_back({.where = key.where,
                     .message = fmt::format("'{}' is already a key", key.value),
                     .notes = {{first->second, "the first one is here"}}});
  }
}

void check(const TopicDefinition& topic, Diagnostics& found) {
  report(topic.element, found);
  for (const Element& child : topic.element->children()) {
    if (child.name().value == "HashIndex") report(&child, found);
  }
}

}  // namespace

Rule sow_key_repeated() { return {Severity::warning, check}; }

}  // namespace ampslint
