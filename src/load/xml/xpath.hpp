#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ampslint/types.hpp"
#include "load/xml/tree.hpp"
#include "load/xml/xpath_tokens.hpp"

namespace ampslint {

/// An expression of XPath 1.0, ready to be evaluated by several threads.
class XPath {
 public:
  static tl::expected<XPath, xpath::Fault> compile(std::string_view expression);

  bool selects_nodes() const;
  const std::vector<xpath::Token>& tokens() const;

 private:
  friend class XPathTree;
  struct Compiled;
  explicit XPath(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}

  std::shared_ptr<const Compiled> compiled_;
};

/// A node that an expression selects.
struct XPathNode {
  const Element* element = nullptr;
  const Attribute* attribute = nullptr;  ///< of the element; null: the element, or its text
  bool is_text = false;

  /// Its value, where it has one, else its name.
  Span where() const;
};

/// A tree of elements as expressions see it: with the values that AMPS reads, after includes and
/// variables, and without comments.
class XPathTree {
 public:
  explicit XPathTree(const Element& root);
  ~XPathTree();
  XPathTree(const XPathTree&) = delete;
  XPathTree& operator=(const XPathTree&) = delete;

  /// The nodes that `selects` selects and `unless` does not hold for. Only what is certain: not a
  /// node that another value of an unknown variable would take away, nor one in which elements of
  /// an include are missing.
  std::vector<XPathNode> select(const XPath& selects, const XPath* unless);

 private:
  struct Built;
  std::unique_ptr<Built> built_;
};

/// How often `XPathTree::select` evaluates expressions.
std::size_t evaluations(const Element& root, const XPath& selects, const XPath* unless);

}  // namespace ampslint
