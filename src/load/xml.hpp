#pragma once

#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <string_view>
#include <vector>

#include "diagnostic.hpp"
#include "source.hpp"
#include "text.hpp"

namespace ampslint {

struct Attribute {
  Text name;
  Text value;
  const Attribute* next = nullptr;
};

/// An element of a configuration. Lives in an `Arena`; children of included files stand where the
/// `Include` stood, with their own source.
struct Element {
  Text name;      ///< as in the start tag
  Span end_name;  ///< the same name in the end tag; empty for `<Name/>`
  Text text;      ///< the character data, decoded and expanded, without blanks around it
  const Element* parent = nullptr;
  Element* first_child = nullptr;
  Element* next = nullptr;
  const Attribute* attributes = nullptr;
  bool padded = false;      ///< blanks stood around the text
  bool incomplete = false;  ///< children are missing that could not be read (a failed include)

  /// The children in order: `for (const Element& child : element.children())`.
  class Children;
  Children children() const;
  /// The first child of that name, or null.
  const Element* child(std::string_view wanted) const;
};

class Element::Children {
 public:
  class Iterator {
   public:
    using value_type = Element;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    explicit Iterator(const Element* at) : at_(at) {}
    const Element& operator*() const { return *at_; }
    Iterator& operator++() {
      at_ = at_->next;
      return *this;
    }
    Iterator operator++(int) {
      const Iterator before = *this;
      at_ = at_->next;
      return before;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const Element* at_ = nullptr;
  };
  explicit Children(const Element* first) : first_(first) {}
  Iterator begin() const { return Iterator(first_); }
  Iterator end() const { return Iterator(nullptr); }
  bool empty() const { return first_ == nullptr; }

 private:
  const Element* first_;
};

inline Element::Children Element::children() const { return Children(first_child); }

inline const Element* Element::child(std::string_view wanted) const {
  for (const Element& element : children()) {
    if (element.name.value == wanted) return &element;
  }
  return nullptr;
}

/// The edits that give an element another name.
std::vector<Edit> rename(const Element& element, std::string_view name);

/// Where elements and rewritten values of a run live; everything in it lives until the run ends.
using Arena = std::pmr::monotonic_buffer_resource;

class Decoder;

/// The root elements of a well-formed source, in order; null when there are none.
Element* read_tree(const Sources& sources, SourceId source, Decoder& decoder, Arena& arena);

}  // namespace ampslint
