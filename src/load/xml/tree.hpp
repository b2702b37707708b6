#pragma once

#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/huge_pages.hpp"
#include "base/source.hpp"
#include "base/text.hpp"

namespace ampslint {

struct Attribute {
  Text name;
  Text value;
  const Attribute* next = nullptr;
};

/// An element's name, which is never decoded.
struct Name {
  std::string_view value;
  Span where;               ///< in the start tag
  std::uint32_t again = 0;  ///< where it begins in the end tag; 0 for `<Name/>`

  /// The same name in the end tag; empty where there is none.
  Span in_end_tag() const;
};

/// An element of a configuration, of which there may be millions. Lives in an `Arena`; children of
/// included files stand where the `Include` stood, with their own source.
struct Element {
  Name name;
  Text text;  ///< the character data, decoded and expanded, without blanks around it
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

inline Span Name::in_end_tag() const {
  if (again == 0) return {};
  return {.source = where.source,
          .begin = again,
          .end = again + static_cast<std::uint32_t>(value.size())};
}

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
class Arena : public std::pmr::monotonic_buffer_resource {
 public:
  Arena() : monotonic_buffer_resource(&pages_) {}
  ~Arena() override { release(); }  // while its pages are there

 private:
  HugePages pages_;
};

class Decoder;
struct XmlNotes;

/// The root elements of a well-formed text, in order; null when there are none.
Element* read_tree(std::string_view text, const XmlNotes& notes, Decoder& decoder, Arena& arena);

}  // namespace ampslint
