#include "lsp/features.hpp"
#include "lsp/outline.hpp"

namespace ampslint::lsp {

Answered answer_folding(const Query& query) {
  Json ranges = Json::array();
  if (query.document == nullptr) return ranges;
  const std::vector<OutlineElement> outline = outline_of(query.text());
  if (!is_configuration(outline)) return ranges;
  const TextLines lines = query.lines();
  for (const OutlineElement& element : outline) {
    if (!element.closed) continue;
    const std::size_t first = lines.place(element.begin).line;
    const std::size_t last = lines.place(element.inner_end).line;
    // The end tag stays to be seen.
    if (last > first + 1) ranges.push_back({{"startLine", first}, {"endLine", last - 1}});
  }
  return ranges;
}

}  // namespace ampslint::lsp
