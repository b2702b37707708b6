#include "model/children.hpp"

#include "base/ascii.hpp"

namespace ampslint {

const Element* child_of(const Element* element, WantedName name) {
  if (element == nullptr) return nullptr;
  const Element* other_case = nullptr;
  for (const Element& child : element->children()) {
    if (child.is(name)) return &child;
    if (other_case == nullptr && child.is_in_any_case(name)) other_case = &child;
  }
  return other_case;
}

Text text_of(const Element* element, WantedName name) { return text_of(child_of(element, name)); }

std::vector<Text> texts_of(const Element* element, WantedName name) {
  std::vector<Text> texts;
  if (element == nullptr) return texts;
  for (const Element& child : element->children()) {
    if (!child.is_in_any_case(name)) continue;
    if (const Text text = child.text()) texts.push_back(text);
  }
  return texts;
}

}  // namespace ampslint
