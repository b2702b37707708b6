#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/ascii.hpp"
#include "base/suggest.hpp"
#include "check/rule.hpp"
#include "model/instance.hpp"
#include "model/modules.hpp"
#include "model/value.hpp"

namespace ampslint {
namespace {

constexpr std::size_t most_suggested = 500;

std::string_view what(ValueKind kind) {
  switch (kind) {
    case ValueKind::protocol:
      return "protocol";
    case ValueKind::message_type:
      return "message type";
    case ValueKind::transport:
      return "transport";
    default:
      return "module";
  }
}

/// What the nearest name does not explain: a module or another element's value in the wrong place.
std::string hint(const SchemaNode& node) {
  const std::string_view value = node.element->text.value;
  const auto modules = built_in_names(ValueKind::message_type_module);
  if (node.schema->value == ValueKind::message_type && std::ranges::count(modules, value) != 0) {
    return fmt::format("; '{}' is a module, and a 'MessageType' that uses it has its own name",
                       value);
  }
  const std::string_view sibling = sibling_with(*node.model, *node.schema, value);
  return sibling.empty() ? "" : fmt::format("; it is a '{}'", sibling);
}

/// The names differ within one word of some length: `on` and `do` are different words, and AMPS has
/// more modules than are known here.
bool differ_by_a_slip(std::string_view a, std::string_view b) {
  constexpr std::size_t long_word = 5;
  bool slip = false;
  while (!a.empty() && !b.empty()) {
    const std::string_view from = a.substr(0, a.find('-'));
    const std::string_view to = b.substr(0, b.find('-'));
    if (from != to && (slip || std::min(from.size(), to.size()) < long_word)) return false;
    slip |= from != to;
    a.remove_prefix(std::min(from.size() + 1, a.size()));
    b.remove_prefix(std::min(to.size() + 1, b.size()));
  }
  return slip && a.empty() && b.empty();
}

Diagnostic report(const SchemaNode& node, const std::vector<std::string_view>& names) {
  const Text& text = node.element->text;
  Diagnostic diagnostic{
      .where = text.where,
      .message = fmt::format("no {} is called '{}'", what(node.schema->value), text.value)};
  const std::string why = hint(node);
  // Among thousands, looking for the nearest takes too long.
  const std::string_view near =
      names.size() > most_suggested ? std::string_view() : nearest(text.value, names);
  diagnostic.message += why;
  if (!why.empty() || near.empty()) return diagnostic;
  diagnostic.message += fmt::format("; did you mean '{}'?", near);
  if (text.pieces.empty()) diagnostic.fix = {{{text.where, std::string(near)}}, false};
  // Whether the case of names counts is not documented.
  if (equal_ignoring_case(near, text.value)) diagnostic.severity = Severity::warning;
  return diagnostic;
}

void check(const Instance& instance, Diagnostics& found) {
  if (instance.incomplete) return;
  std::map<ValueKind, Names> names_by_kind;
  for (const SchemaNode& node : instance.nodes) {
    if (node.schema == nullptr || !is_reference(node.schema->value) || !node.applies()) continue;
    const Text& text = node.element->text;
    if (!text || text.unresolved) continue;
    const ValueKind kind = node.schema->value;
    if (!names_by_kind.contains(kind)) names_by_kind[kind] = names_for(instance, kind);
    const Names& names = names_by_kind[kind];
    if (!names.complete || names.contains(text.value)) continue;
    // transport-message-type-list reports a list.
    const bool several = text.value.find_first_of(" ,;|") != std::string_view::npos;
    if (several && kind == ValueKind::message_type) continue;
    // module-wrong-kind reports a module of another kind.
    if (!purposes_of_built_in(text.value).empty() && node.schema->name == "Module") continue;
    const bool doubtful = !names.exhaustive;
    if (doubtful && !differ_by_a_slip(text.value, slip_of(text.value, names.known))) continue;
    found.push_back(report(node, names.known));
    if (doubtful) found.back().severity = Severity::warning;
  }
}

}  // namespace

Rule reference_unknown() { return {.severity = Severity::error, .check = check, .fixable = true}; }

}  // namespace ampslint
