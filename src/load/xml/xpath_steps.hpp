#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "load/xml/tree.hpp"
#include "load/xml/xpath_tokens.hpp"

namespace ampslint::xpath {

/// Nodes of one name, and the nodes and text in them together.
struct Extent {
  double nodes = 0;
  double whole = 0;
  double together = 0;  ///< at most so many in one parent

  Extent& operator+=(const Extent& other) {
    nodes += other.nodes;
    whole += other.whole;
    together += other.together;
    return *this;
  }
};

/// What of a tree decides how long an expression takes.
struct Shape {
  std::unordered_map<std::string_view, Extent> named;
  Extent elements;
  Extent attributes;
  Extent texts;
  double depth = 1;

  Extent all() const { return Extent(elements) += Extent(attributes) += texts; }
};

Shape shape_of(const Element& root);

/// At most so many steps does an expression take on a tree of that shape: nodes that it looks at,
/// and text. The library has no limit of its own, and `//*[//*[//*]]` takes the third power.
double most_steps(const std::vector<Token>& tokens, const Shape& shape);

}  // namespace ampslint::xpath
