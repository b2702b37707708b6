#include <fmt/core.h>

#include <iterator>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

constexpr std::string_view blanks = " \t\r\n";

/// The first run of text that is not blank, as its author wrote it.
Span first_run(const Text& text) {
  std::size_t begin = 0;
  std::size_t end = text.value.size();
  for (const Piece& piece : text.pieces) {
    begin = text.value.find_first_not_of(blanks, begin);
    if (piece.at <= begin) continue;
    end = text.value.find_last_not_of(blanks, piece.at - 1) + 1;
    break;
  }
  return text.span(begin, end - begin);
}

void report(const Element& element, Diagnostics& found) {
  const Span where = first_run(element.text());
  found.push_back(
      {.where = where,
       .message = fmt::format("text between the elements of '{}'", element.name().value)});
}

/// Below what the schema knows: text beside elements.
void check_open(const Element& element, Diagnostics& found) {
  if (element.children().empty()) return;
  if (element.text() && !element.text().unresolved) report(element, found);
  for (const Element& child : element.children()) check_open(child, found);
}

void check(const Instance& instance, Diagnostics& found) {
  const Element& root = instance.root();
  if (root.text() && !root.text().unresolved) report(root, found);
  // The root is the first of the parents; the others are among the nodes, in the same order.
  auto parent = std::next(instance.parents.begin());
  for (const SchemaNode& node : instance.nodes) {
    const bool known = parent != instance.parents.end() && parent->element == node.element;
    if (known) ++parent;
    if (!known) {
      check_open(*node.element, found);
    } else if (node.schema->value == ValueKind::none && node.element->text() &&
               !node.element->text().unresolved) {
      report(*node.element, found);
    }
  }
}

}  // namespace

Rule element_text() { return {Severity::warning, check}; }

}  // namespace ampslint
