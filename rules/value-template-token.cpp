#include <fmt/core.h>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

/// `{{NAME}}`, blanks allowed; empty where there is none.
std::string_view token_in(std::string_view value) {
  const std::size_t begin = value.find("{{");
  const std::size_t end = value.find("}}", begin);
  if (begin == std::string_view::npos || end == std::string_view::npos) return {};
  const std::string_view inside = value.substr(begin + 2, end - begin - 2);
  const bool name = inside.find_first_not_of(
                        " ._-0123456789"
                        "abcdefghijklmnopqrstuvwxyz"
                        "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos;
  return name && !inside.empty() ? value.substr(begin, end + 2 - begin) : std::string_view();
}

/// What value-invalid and reference-unknown have nothing to say about.
bool takes_anything(ValueKind kind) {
  return kind == ValueKind::text || kind == ValueKind::path || kind == ValueKind::header ||
         kind == ValueKind::topic;
}

void check(const Instance& instance, Diagnostics& found) {
  if (instance.document.is_template) return;
  for (const SchemaNode& node : instance.nodes) {
    const Text text = node.element->text();
    if (node.schema == nullptr || !text || !takes_anything(node.schema->value)) continue;
    if (equal_ignoring_case(node.element->parent->name().value, "Options")) continue;
    const std::string_view token = token_in(text.value);
    if (token.empty()) continue;
    const auto begin = static_cast<std::size_t>(token.data() - text.value.data());
    found.push_back({.where = text.span(begin, token.size()),
                     .message = fmt::format(
                         "AMPS does not replace '{}' here; it replaces '${{NAME}}'", token)});
  }
}

}  // namespace

Rule value_template_token() { return {Severity::warning, check}; }

}  // namespace ampslint
