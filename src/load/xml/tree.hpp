#pragma once

#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <string_view>
#include <vector>

#include "base/ascii.hpp"
#include "base/diagnostic.hpp"
#include "base/huge_pages.hpp"
#include "base/range.hpp"
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

/// A number for a name, the same whatever its case: names with different numbers are different, and
/// few others need to be compared as text.
constexpr std::uint16_t name_key(std::string_view name) {
  std::uint32_t key = 0;
  for (const char c : name) key = (key ^ (static_cast<unsigned char>(c) | 0x20U)) * 0x01000193U;
  return static_cast<std::uint16_t>(key ^ (key >> 16U));
}

/// A name to look for; the key of a literal is worked out by the compiler.
struct WantedName {
  std::string_view text;
  std::uint16_t key;

  // NOLINTBEGIN(google-explicit-constructor): names are passed as texts.
  consteval WantedName(const char* name) : text(name), key(name_key(text)) {}
  constexpr WantedName(std::string_view name) : text(name), key(name_key(name)) {}
  // NOLINTEND(google-explicit-constructor)
};

/// The text that elements stand in: a source's, or as long and with parts of it left out.
struct ElementSource {
  std::string_view text;
  SourceId id = 0;

  std::string_view at(Range where) const { return {text.data() + where.begin, where.size()}; }
};

/// What only some elements have: attributes, or a text that is not as it stands in the source.
struct ElementExtra {
  const Attribute* attributes = nullptr;
  Text text;
};

/// An element of a configuration, of which there may be millions. Lives in an `Arena`; children of
/// included files stand where the `Include` stood, with their own source.
struct Element {
  ElementSource* source = nullptr;
  const Element* parent = nullptr;
  Element* first_child = nullptr;
  Element* next = nullptr;
  const ElementExtra* extra = nullptr;  ///< null: its text is as it stands, it has no attributes
  Range name_range;
  Range text_range;            ///< empty where it has no text
  std::uint32_t end_name = 0;  ///< where the name begins in the end tag; 0 for `<Name/>`
  std::uint16_t key = 0;       ///< of the name
  bool padded = false;         ///< blanks stood around the text
  bool incomplete = false;     ///< children are missing that could not be read (a failed include)

  Name name() const;
  /// The character data, decoded and expanded, without blanks around it.
  Text text() const;
  const Attribute* attributes() const { return extra == nullptr ? nullptr : extra->attributes; }
  bool is(WantedName wanted) const;
  /// The same, whatever its case.
  bool is_in_any_case(WantedName wanted) const;

  /// The children in order: `for (const Element& child : element.children())`.
  class Children;
  Children children() const;
  /// The first child of that name, or null.
  const Element* child(WantedName wanted) const;
};
static_assert(sizeof(Element) <= 64);

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

inline Name Element::name() const {
  return {.value = source->at(name_range),
          .where = {.source = source->id, .begin = name_range.begin, .end = name_range.end},
          .again = end_name};
}

inline Text Element::text() const {
  if (extra != nullptr) return extra->text;
  if (text_range.empty()) return {};
  return {.value = source->at(text_range),
          .where = {.source = source->id, .begin = text_range.begin, .end = text_range.end},
          .pieces = {}};
}

inline bool Element::is(WantedName wanted) const {
  return key == wanted.key && source->at(name_range) == wanted.text;
}

inline bool Element::is_in_any_case(WantedName wanted) const {
  return is(wanted) ||
         (key == wanted.key && equal_ignoring_case(source->at(name_range), wanted.text));
}

inline const Element* Element::child(WantedName wanted) const {
  for (const Element& element : children()) {
    if (element.is(wanted)) return &element;
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
