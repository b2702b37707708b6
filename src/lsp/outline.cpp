#include "lsp/outline.hpp"

#include <algorithm>

#include "lsp/xml_place.hpp"

namespace ampslint::lsp {
namespace {

/// Reads tags one by one, and keeps which elements are open.
class OutlineReader {
 public:
  explicit OutlineReader(std::string_view text) : text_(text) {}

  std::vector<OutlineElement> read() {
    for (std::size_t at = text_.find('<'); at != npos; at = text_.find('<', at)) {
      const std::size_t markup = end_of_markup(text_, at);
      const std::size_t end = markup > 0 ? markup : end_of_tag(text_, at);
      if (markup == 0) take_tag(at, end);
      at = std::max(end, at + 1);
    }
    while (!open_.empty()) close(text_.size(), text_.size(), false);
    return std::move(found_);
  }

 private:
  void take_tag(std::size_t begin, std::size_t end) {
    const bool closes = text_.substr(begin).starts_with("</");
    const std::size_t name_begin = begin + (closes ? 2 : 1);
    const std::size_t name_end = std::min(text_.find_first_of(" \t\r\n/><", name_begin), end);
    const std::string_view name =
        name_end > name_begin ? text_.substr(name_begin, name_end - name_begin) : "";
    if (closes) return take_end_tag(name, begin, end);
    if (name.empty()) return;
    OutlineElement element{.name = name, .begin = begin, .tag_end = end};
    if (!open_.empty()) {
      element.parent = open_.back();
      found_[open_.back()].last_child = found_.size();
    }
    open_.push_back(found_.size());
    found_.push_back(element);
    if (text_.substr(begin, end - begin).ends_with("/>")) close(end, end, false);
  }

  void take_end_tag(std::string_view name, std::size_t begin, std::size_t end) {
    const auto fits = std::find_if(open_.rbegin(), open_.rend(),
                                   [&](std::size_t i) { return found_[i].name == name; });
    // One that fits none of the open elements is being typed.
    if (fits == open_.rend()) return;
    const std::size_t element = *fits;
    while (open_.back() != element) close(begin, begin, false);
    close(begin, end, true);
  }

  void close(std::size_t inner_end, std::size_t end, bool closed) {
    OutlineElement& element = found_[open_.back()];
    element.inner_end = inner_end;
    element.end = end;
    element.closed = closed;
    open_.pop_back();
  }

  std::string_view text_;
  std::vector<OutlineElement> found_;
  std::vector<std::size_t> open_;
};

}  // namespace

std::vector<OutlineElement> outline_of(std::string_view text) { return OutlineReader(text).read(); }

std::string_view value_of(std::string_view text, const OutlineElement& element) {
  if (element.last_child != npos || element.inner_end < element.tag_end) return {};
  std::string_view value = text.substr(element.tag_end, element.inner_end - element.tag_end);
  const std::size_t first = value.find_first_not_of(" \t\r\n");
  if (first == npos) return {};
  return value.substr(first, value.find_last_not_of(" \t\r\n") + 1 - first);
}

bool is_configuration(const std::vector<OutlineElement>& outline) {
  return !outline.empty() && outline.front().name == "AMPSConfig";
}

}  // namespace ampslint::lsp
