#include "load/xml.hpp"

#include <cstring>
#include <new>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "load/decode.hpp"

namespace ampslint {
namespace {

/// Builds our elements from pugixml's nodes. After an in-place parse without any rewriting, a pointer into
/// the buffer is the offset in the untouched text.
class Builder {
 public:
  Builder(const char* buffer, Decoder& decoder, Arena& arena)
      : buffer_(buffer), decoder_(decoder), arena_(arena) {}

  /// The elements among the children of `node`. The depth was limited when the text was checked.
  Element* children_of(const pugi::xml_node& node, const Element* parent) {
    Element* first = nullptr;
    Element** next = &first;
    for (const pugi::xml_node& child : node.children()) {
      if (child.type() != pugi::node_element) continue;
      *next = element(child, parent);
      next = &(*next)->next;
    }
    return first;
  }

 private:
  Element* element(const pugi::xml_node& node, const Element* parent) {
    auto* made = new (arena_.allocate(sizeof(Element), alignof(Element))) Element;
    made->name = decoder_.plain(offset(node.name()), end(node.name()));
    made->parent = parent;
    made->attributes = attributes_of(node);
    made->text = decoder_.text(runs_of(node));
    made->first_child = children_of(node, made);
    return made;
  }

  const Attribute* attributes_of(const pugi::xml_node& node) {
    const Attribute* first = nullptr;
    const Attribute** next = &first;
    for (const pugi::xml_attribute& attribute : node.attributes()) {
      auto* made = new (arena_.allocate(sizeof(Attribute), alignof(Attribute))) Attribute;
      made->name = decoder_.plain(offset(attribute.name()), end(attribute.name()));
      made->value = decoder_.attribute(offset(attribute.value()), end(attribute.value()));
      *next = made;
      next = &made->next;
    }
    return first;
  }

  const std::vector<Decoder::Run>& runs_of(const pugi::xml_node& node) {
    runs_.clear();
    for (const pugi::xml_node& child : node.children()) {
      const bool cdata = child.type() == pugi::node_cdata;
      if (!cdata && child.type() != pugi::node_pcdata) continue;
      runs_.push_back({.begin = offset(child.value()), .end = end(child.value()), .cdata = cdata});
    }
    return runs_;
  }

  std::uint32_t offset(const char* at) const { return static_cast<std::uint32_t>(at - buffer_); }
  std::uint32_t end(const char* at) const {
    return offset(at) + static_cast<std::uint32_t>(std::strlen(at));
  }

  const char* buffer_;
  Decoder& decoder_;
  Arena& arena_;
  std::vector<Decoder::Run> runs_;
};

}  // namespace

Element* read_tree(const Sources& sources, SourceId source, Decoder& decoder, Arena& arena) {
  std::string buffer(sources[source].text);
  pugi::xml_document document;
  const pugi::xml_parse_result parsed = document.load_buffer_inplace(
      buffer.data(), buffer.size(), pugi::parse_cdata | pugi::parse_fragment,
      pugi::encoding_utf8);
  if (!parsed) return nullptr;
  return Builder(buffer.data(), decoder, arena).children_of(document, nullptr);
}

}  // namespace ampslint
