#include "lsp/xml_place.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace ampslint::lsp {

std::size_t end_of_markup(std::string_view text, std::size_t begin) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kinds{
      {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ">"}}};
  for (const auto& [opening, closing] : kinds) {
    if (!text.substr(begin).starts_with(opening)) continue;
    const std::size_t end = text.find(closing, begin + opening.size());
    return end == std::string_view::npos ? text.size() : end + closing.size();
  }
  return 0;
}

std::size_t end_of_tag(std::string_view text, std::size_t begin) {
  char quote = 0;
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return i + 1;
    } else if (c == '<') {
      return i;
    }
  }
  return text.size();
}

std::vector<OpenElement> open_elements(std::string_view text, std::size_t offset) {
  std::vector<OpenElement> open;
  for (std::size_t at = text.find('<'); at < offset || at == offset; at = text.find('<', at)) {
    if (at == std::string_view::npos) break;
    if (const std::size_t end = end_of_markup(text, at); end > 0) {
      at = end;
      continue;
    }
    const std::size_t end = end_of_tag(text, at);
    const bool closes = text.substr(at).starts_with("</");
    const std::size_t begin = at + (closes ? 2 : 1);
    const std::string_view name =
        text.substr(begin, std::min(text.find_first_of(" \t\r\n/><", begin), end) - begin);
    const bool is_empty = end >= 2 && text.substr(end - 2).starts_with("/>");
    if (closes && end <= offset) {
      // An end tag that fits none of the open elements is one that is being typed.
      const auto fits = std::ranges::find(open.rbegin(), open.rend(), name, &OpenElement::name);
      if (fits != open.rend()) open.erase(fits.base() - 1, open.end());
    } else if (!closes && !name.empty() && !(is_empty && end <= offset)) {
      open.push_back({name, at});
    }
    at = std::max(end, at + 1);
  }
  return open;
}

}  // namespace ampslint::lsp
