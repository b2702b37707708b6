#include "load/xml/tree.hpp"

#include <algorithm>
#include <cstring>
#include <memory_resource>
#include <new>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "base/ascii.hpp"
#include "base/huge_pages.hpp"
#include "load/xml/decode.hpp"
#include "load/xml/reader.hpp"

namespace ampslint {
namespace {

/// Builds our elements from pugixml's nodes and the reader's notes, both in the order of the text.
/// After an in-place parse without any rewriting, a pointer into the buffer is the offset in the
/// untouched text.
class Builder {
 public:
  Builder(const char* buffer, std::string_view text, const XmlNotes& notes, Decoder& decoder,
          Arena& arena)
      : buffer_(buffer), text_(text), notes_(notes), decoder_(decoder), arena_(arena) {
    *source_ = {.text = text, .id = decoder.source()};
  }

  /// The elements among the children of `node`. The depth was limited when the text was checked.
  Element* children_of(const pugi::xml_node& node, const Element* parent) {
    Element* first = nullptr;
    Element** next = &first;
    for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
      if (child.type() != pugi::node_element) continue;
      *next = element(child, parent);
      next = &(*next)->next;
    }
    return first;
  }

  /// Whether nodes and notes are of the same elements.
  bool agrees() const { return agrees_ && next_ == notes_.elements.size(); }

 private:
  template <typename Made>
  Made* make() {
    return new (arena_.allocate(sizeof(Made), alignof(Made))) Made;
  }

  Element* element(const pugi::xml_node& node, const Element* parent) {
    const std::uint32_t number = next_++;
    const bool noted = number < notes_.elements.size();
    const ElementNote note = noted ? notes_.elements[number] : ElementNote{};
    auto* made = make<Element>();
    const Range name = range(node.name());
    agrees_ &= noted && note.name == name.begin;
    made->name_range = name;
    made->end_name = note.end_name;
    made->key = name_key(name.of(text_));
    made->source = source_;
    made->parent = parent;
    const Attribute* const attributes = attributes_of(node);
    read_runs(node, number);
    set_text(*made, decoder_.text(runs_), attributes);
    made->first_child = children_of(node, made);
    return made;
  }

  void set_text(Element& made, const Text& text, const Attribute* attributes) {
    made.padded = text && is_padded();
    const bool stands_there =
        text.pieces.empty() && !text.unresolved && !text.beside_file && !text.value.empty();
    if (attributes == nullptr && (!text || stands_there)) {
      if (text) made.text_range = text.where.range();
      return;
    }
    auto* extra = make<ElementExtra>();
    *extra = {.attributes = attributes, .text = text};
    made.extra = extra;
  }

  const Attribute* attributes_of(const pugi::xml_node& node) {
    const Attribute* first = nullptr;
    const Attribute** next = &first;
    for (pugi::xml_attribute attribute = node.first_attribute(); attribute;
         attribute = attribute.next_attribute()) {
      auto* made = make<Attribute>();
      made->name = decoder_.plain(range(attribute.name()));
      made->value = decoder_.attribute(range(attribute.value()));
      *next = made;
      next = &made->next;
    }
    return first;
  }

  void read_runs(const pugi::xml_node& node, std::uint32_t number) {
    runs_.clear();
    // Text before any other child is the element's own value: that saves a node.
    if (const char* value = node.value(); *value != '\0') runs_.push_back({range(value)});
    for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
      const bool cdata = child.type() == pugi::node_cdata;
      if (!cdata && child.type() != pugi::node_pcdata) continue;
      const Range where = range(child.value());
      if (!runs_.empty()) add_blanks(number, where.begin);
      runs_.push_back({where, cdata});
    }
  }

  /// Puts back what pugixml drops of an element's value behind its last run.
  void add_blanks(std::uint32_t number, std::uint32_t end) {
    auto blank = std::ranges::lower_bound(notes_.blanks, runs_.back().where.end, {},
                                          [](const BlankNote& note) { return note.where.begin; });
    for (; blank != notes_.blanks.end() && blank->where.begin < end; ++blank) {
      if (blank->element != number) return;
      runs_.push_back({blank->where});
    }
  }

  bool is_padded() const {
    if (runs_.size() != 1 || runs_[0].cdata) return false;
    const std::string_view run = runs_[0].where.of(text_);
    return is_xml_blank(run.front()) || is_xml_blank(run.back());
  }

  Range range(const char* at) const {
    const auto begin = static_cast<std::uint32_t>(at - buffer_);
    return {begin, begin + static_cast<std::uint32_t>(std::strlen(at))};
  }

  const char* buffer_;
  std::string_view text_;
  const XmlNotes& notes_;
  Decoder& decoder_;
  Arena& arena_;
  ElementSource* source_ = make<ElementSource>();
  std::vector<Decoder::Run> runs_;
  std::uint32_t next_ = 0;  ///< the number of the next element
  bool agrees_ = true;
};

}  // namespace

std::vector<Edit> rename(const Element& element, std::string_view name) {
  std::vector<Edit> edits{{element.name().where, std::string(name)}};
  const Span end = element.name().in_end_tag();
  if (end.begin < end.end) edits.push_back({end, std::string(name)});
  return edits;
}

Element* read_tree(std::string_view text, const XmlNotes& notes, Decoder& decoder, Arena& arena) {
  HugePages pages;
  std::pmr::string buffer(text, &pages);
  pugi::xml_document document;
  const pugi::xml_parse_result parsed = document.load_buffer_inplace(
      buffer.data(), buffer.size(),
      pugi::parse_cdata | pugi::parse_fragment | pugi::parse_embed_pcdata, pugi::encoding_utf8);
  if (!parsed) return nullptr;
  Builder builder(buffer.data(), text, notes, decoder, arena);
  Element* roots = builder.children_of(document, nullptr);
  return builder.agrees() ? roots : nullptr;
}

}  // namespace ampslint
