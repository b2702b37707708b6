#pragma once

#include <string_view>

#include "load/xml.hpp"
#include "suggest.hpp"

namespace ampslint {

/// The child of that name; in another case where there is none, since AMPS does not say that case
/// counts. Null for none, and below null.
inline const Element* child_of(const Element* element, std::string_view name) {
  if (element == nullptr) return nullptr;
  if (const Element* exact = element->child(name)) return exact;
  for (const Element& child : element->children()) {
    if (equal_ignoring_case(child.name.value, name)) return &child;
  }
  return nullptr;
}

/// The text of that child; absent where there is none.
inline Text text_of(const Element* element, std::string_view name) {
  const Element* child = child_of(element, name);
  return child == nullptr ? Text() : child->text;
}

/// The texts of all children of that name which have one.
inline std::vector<Text> texts_of(const Element* element, std::string_view name) {
  std::vector<Text> texts;
  if (element == nullptr) return texts;
  for (const Element& child : element->children()) {
    if (child.text && equal_ignoring_case(child.name.value, name)) texts.push_back(child.text);
  }
  return texts;
}

/// A text whose value is known: given, and without an undefined variable.
inline bool is_known(const Text& text) { return text && !text.unresolved; }

}  // namespace ampslint
