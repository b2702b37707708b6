#include <fmt/core.h>

#include "lsp/actions.hpp"
#include "lsp/xml_place.hpp"

namespace ampslint::lsp {
namespace {

Json markdown(const std::string& text, const Json& range) {
  return {{"contents", {{"kind", "markdown"}, {"value", text}}}, {"range", range}};
}

/// What is known of the element whose name stands at a byte.
Json element_at(const Document& document, std::size_t offset, const TextLines& lines) {
  const std::vector<OpenElement> open = open_elements(*document.text, offset);
  if (open.empty() || open.front().name != "AMPSConfig") return nullptr;
  const OpenElement& element = open.back();
  const std::size_t begin = element.begin + 1;
  if (offset > begin + element.name.size()) return nullptr;
  // The more of the elements around it are named, the fewer places are meant.
  for (std::size_t first = 1; first < open.size(); ++first) {
    std::string name(open[first].name);
    for (std::size_t i = first + 1; i < open.size(); ++i) {
      name += '/';
      name += open[i].name;
    }
    if (const Result<std::string> known = explain(name)) {
      return markdown(fmt::format("```text\n{}```\n", *known),
                      lines.range({begin, begin + element.name.size()}));
    }
  }
  return nullptr;
}

}  // namespace

Json hover(const Checked& checked, const std::string& key, std::size_t offset, Encoding encoding) {
  const Document& document = checked.documents.at(key);
  for (const Finding& finding : checked.files.at(key).findings) {
    if (offset < finding.where.begin || offset > finding.where.end) continue;
    const Result<std::string> page = explain(finding.rule);
    if (page) return markdown(*page, finding.shown["range"]);
  }
  return element_at(document, offset, TextLines(*document.text, encoding));
}

}  // namespace ampslint::lsp
