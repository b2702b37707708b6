#include "lsp/completion_context.hpp"

#include <algorithm>
#include <string>

namespace ampslint::lsp {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view not_of_name = " \t\r\n<>/=\"'&";

}  // namespace

CompletionContext ContextReader::read() const {
  CompletionContext context;
  const std::size_t name = text_.substr(0, offset_).find_last_of(not_of_name);
  const bool in_tag = name != npos && text_[name] == '<';
  const bool in_end_tag = name != npos && name > 0 && text_[name] == '/' && text_[name - 1] == '<';
  const std::size_t begin = in_tag ? name : in_end_tag ? name - 1 : offset_;
  for (std::size_t i = 0; i < outline_.size(); ++i) {
    const OutlineElement& one = outline_[i];
    if (one.begin < begin && one.tag_end <= begin && begin <= one.inner_end) {
      context.open.push_back(i);
    }
  }
  if (context.open.empty() || is_in_comment(begin)) return context;
  if (in_tag || in_end_tag) {
    context.what = in_tag ? CompletionContext::What::element : CompletionContext::What::end_tag;
    context.over = {begin, end_of_typed(begin)};
    return context;
  }
  const OutlineElement& element = outline_[context.open.back()];
  // In the text of an element, or in the blank space between others.
  const bool before_tag = text_.find_first_not_of(blanks, offset_) == npos ||
                          text_[text_.find_first_not_of(blanks, offset_)] == '<';
  const std::size_t last = text_.substr(0, offset_).find_last_not_of(blanks);
  const bool after_tag = last == npos || text_[last] == '>';
  if (element.last_child == npos && element.inner_end >= element.tag_end) {
    const std::string_view value = value_of(text_, element);
    const auto at = value.empty() ? offset_ : static_cast<std::size_t>(value.data() - text_.data());
    context.what = CompletionContext::What::value;
    context.over = {at, at + value.size()};
    if (value.find('<') != npos || offset_ < at || offset_ > at + value.size()) {
      context.what = CompletionContext::What::nothing;
    }
  } else if (before_tag && after_tag) {
    context.what = CompletionContext::What::element;
    context.over = {offset_, offset_};
  }
  return context;
}

bool ContextReader::is_in_comment(std::size_t at) const {
  const std::size_t begin = text_.substr(0, at).rfind("<!--");
  return begin != npos && text_.substr(begin, at - begin).find("-->") == npos;
}

/// Behind the name of a tag, its `>`, and an end tag that an editor put behind it.
std::size_t ContextReader::end_of_typed(std::size_t begin) const {
  std::size_t end = std::min(text_.find_first_of(not_of_name, begin + 2), text_.size());
  if (begin + 1 == text_.size()) end = begin + 1;
  if (begin + 1 < text_.size() && not_of_name.find(text_[begin + 1]) != npos &&
      text_[begin + 1] != '/') {
    end = begin + 1;
  }
  const std::string_view name = text_.substr(begin + 1, end - begin - 1);
  if (end < text_.size() && text_[end] == '>') ++end;
  const std::string closing = "</" + std::string(name) + ">";
  if (text_.substr(end).starts_with(closing)) return end + closing.size();
  return text_.substr(end).starts_with("</>") ? end + 3 : end;
}

}  // namespace ampslint::lsp
