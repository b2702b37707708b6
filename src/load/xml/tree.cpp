#include "load/xml/tree.hpp"

#include <algorithm>
#include <cstring>
#include <memory_resource>
#include <new>
#include <pugixml.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.hpp"
#include "host/huge_pages.hpp"
#include "load/xml/decode.hpp"

namespace ampslint {
namespace {

/// Builds our elements from pugixml's nodes. After an in-place parse without any rewriting, a
/// pointer into the buffer is the offset in the untouched text.
class Builder {
 public:
  Builder(const char* buffer, std::string_view text, Decoder& decoder, Arena& arena)
      : buffer_(buffer), text_(text), decoder_(decoder), arena_(arena) {}

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

 private:
  Element* element(const pugi::xml_node& node, const Element* parent) {
    auto* made = new (arena_.allocate(sizeof(Element), alignof(Element))) Element;
    const Text name = decoder_.plain(offset(node.name()), end(node.name()));
    made->name = {.value = name.value, .where = name.where};
    made->parent = parent;
    made->attributes = attributes_of(node);
    made->text = decoder_.text(runs_of(node));
    made->padded = made->text && is_padded(runs_);
    at_ = made->name.where.end;
    for (const Attribute* seen = made->attributes; seen != nullptr; seen = seen->next) {
      at_ = seen->value.where.end;
    }
    at_ = std::min(text_.find('>', at_), text_.size());
    const bool empty = at_ > 0 && text_[at_ - 1] == '/';
    made->first_child = children_of(node, made);
    if (!empty) made->name.again = end_tag(made->name.value);
    return made;
  }

  /// Where a comment, an instruction or a CDATA section ends that begins at `at`; else `at`.
  std::size_t behind_other(std::size_t at) const {
    if (at + 1 >= text_.size() || (text_[at + 1] != '!' && text_[at + 1] != '?')) return at;
    constexpr std::pair<std::string_view, std::string_view> others[] = {
        {"<!--", "-->"}, {"<?", "?>"}, {"<![CDATA[", "]]>"}};
    for (const auto& [opening, closing] : others) {
      if (!text_.substr(at).starts_with(opening)) continue;
      const std::size_t end = text_.find(closing, at + opening.size());
      return end == std::string_view::npos ? text_.size() : end + closing.size();
    }
    return at;
  }

  /// The name in the end tag, which follows the last child; what is no such tag is passed over. 0
  /// where there is none.
  std::uint32_t end_tag(std::string_view name) {
    while ((at_ = text_.find('<', at_)) < text_.size()) {
      const std::size_t behind = behind_other(at_);
      if (behind == at_) break;
      at_ = behind;
    }
    at_ = std::min(at_, text_.size());
    const auto begin = static_cast<std::uint32_t>(at_ + 2);
    if (text_.substr(at_, 2) != "</" || !text_.substr(begin).starts_with(name)) return 0;
    at_ = begin + name.size();
    return begin;
  }

  const Attribute* attributes_of(const pugi::xml_node& node) {
    const Attribute* first = nullptr;
    const Attribute** next = &first;
    for (pugi::xml_attribute attribute = node.first_attribute(); attribute;
         attribute = attribute.next_attribute()) {
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
    // Text before any other child is the element's own value: that saves a node.
    if (const char* value = node.value(); *value != '\0') {
      runs_.push_back({.begin = offset(value), .end = end(value), .cdata = false});
    }
    for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
      const bool cdata = child.type() == pugi::node_cdata;
      if (!cdata && child.type() != pugi::node_pcdata) continue;
      runs_.push_back({.begin = offset(child.value()), .end = end(child.value()), .cdata = cdata});
    }
    if (runs_.size() > 1) restore_blanks();
    return runs_;
  }

  /// Puts back what pugixml drops: blanks alone between comments, instructions and CDATA sections.
  void restore_blanks() {
    constexpr std::uint32_t cdata_opening = 9;
    constexpr std::uint32_t cdata_closing = 3;
    std::vector<Decoder::Run> all;
    for (const Decoder::Run& run : runs_) {
      const Decoder::Run before = all.empty() ? run : all.back();
      std::size_t at = before.end + (before.cdata ? cdata_closing : 0);
      const std::uint32_t end = run.begin - (run.cdata ? cdata_opening : 0);
      while (at < end) {
        const std::size_t begin = std::exchange(at, behind_other(at));
        if (at != begin) continue;
        if (text_[at] == '<') break;  // an element: blanks around those mean nothing
        at = std::min<std::size_t>(text_.find('<', at), end);
        all.push_back({.begin = static_cast<std::uint32_t>(begin),
                       .end = static_cast<std::uint32_t>(at),
                       .cdata = false});
      }
      all.push_back(run);
    }
    runs_ = std::move(all);
  }

  bool is_padded(const std::vector<Decoder::Run>& runs) const {
    if (runs.size() != 1 || runs[0].cdata) return false;
    return is_xml_blank(text_[runs[0].begin]) || is_xml_blank(text_[runs[0].end - 1]);
  }

  std::uint32_t offset(const char* at) const { return static_cast<std::uint32_t>(at - buffer_); }
  std::uint32_t end(const char* at) const {
    return offset(at) + static_cast<std::uint32_t>(std::strlen(at));
  }

  const char* buffer_;
  std::string_view text_;
  Decoder& decoder_;
  Arena& arena_;
  std::vector<Decoder::Run> runs_;
  std::size_t at_ = 0;  ///< how far the text is known: within the last tag seen
};

}  // namespace

std::vector<Edit> rename(const Element& element, std::string_view name) {
  std::vector<Edit> edits{{element.name.where, std::string(name)}};
  const Span end = element.name.in_end_tag();
  if (end.begin < end.end) edits.push_back({end, std::string(name)});
  return edits;
}

Element* read_tree(const Sources& sources, SourceId source, Decoder& decoder, Arena& arena) {
  HugePages pages;
  std::pmr::string buffer(sources[source].text, &pages);
  pugi::xml_document document;
  const pugi::xml_parse_result parsed = document.load_buffer_inplace(
      buffer.data(), buffer.size(),
      pugi::parse_cdata | pugi::parse_fragment | pugi::parse_embed_pcdata, pugi::encoding_utf8);
  if (!parsed) return nullptr;
  return Builder(buffer.data(), sources[source].text, decoder, arena)
      .children_of(document, nullptr);
}

}  // namespace ampslint
