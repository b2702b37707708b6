#include "model/children.hpp"

#include "base/ascii.hpp"

namespace ampslint {

const Element* child_of(const Element* element, std::string_view name) {
  if (element == nullptr) return nullptr;
  if (const Element* exact = element->child(name)) return exact;
  for (const Element& child : element->children()) {
    if (equal_ignoring_case(child.name.value, name)) return &child;
  }
  return nullptr;
}

Text text_of(const Element* element, std::string_view name) {
  const Element* child = child_of(element, name);
  return child == nullptr ? Text() : child->text;
}

std::vector<Text> texts_of(const Element* element, std::string_view name) {
  std::vector<Text> texts;
  if (element == nullptr) return texts;
  for (const Element& child : element->children()) {
    if (child.text && equal_ignoring_case(child.name.value, name)) texts.push_back(child.text);
  }
  return texts;
}

}  // namespace ampslint
