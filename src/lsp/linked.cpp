#include "lsp/features.hpp"
#include "lsp/outline.hpp"

namespace ampslint::lsp {

Answered answer_linked(const Query& query) {
  if (query.document == nullptr) return nullptr;
  const auto offset = query.offset();
  if (!offset) return bad_params("expected a position");
  const std::vector<OutlineElement> outline = outline_of(query.text());
  if (!is_configuration(outline)) return nullptr;
  for (const OutlineElement& element : outline) {
    if (!element.closed) continue;
    const Bytes start{element.name_begin(), element.name_end()};
    const Bytes end{element.end_name(), element.end_name() + element.name.size()};
    const auto within = [&](const Bytes& name) {
      return name.begin <= *offset && *offset <= name.end;
    };
    if (!within(start) && !within(end)) continue;
    const TextLines lines = query.lines();
    return Json{{"ranges", {lines.range(start), lines.range(end)}},
                {"wordPattern", "[A-Za-z_][A-Za-z0-9_.-]*"}};
  }
  return nullptr;
}

}  // namespace ampslint::lsp
