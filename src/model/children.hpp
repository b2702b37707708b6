#pragma once

#include <string_view>
#include <vector>

#include "load/xml/tree.hpp"

namespace ampslint {

/// The child of that name; in another case where there is none, since AMPS does not say that case
/// counts. Null for none, and below null.
const Element* child_of(const Element* element, WantedName name);

/// The text of that child; absent where there is none.
Text text_of(const Element* element, WantedName name);
/// The text of an element; absent where there is no element.
inline Text text_of(const Element* element) {
  return element == nullptr ? Text() : element->text();
}

/// The texts of all children of that name which have one.
std::vector<Text> texts_of(const Element* element, WantedName name);

/// A text whose value is known: given, and without an undefined variable.
inline bool is_known(const Text& text) { return text && !text.unresolved; }

}  // namespace ampslint
