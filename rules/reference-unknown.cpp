#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/ascii.hpp"
#include "base/suggest.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/expression.hpp"
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
  const std::string_view value = node.element->text().value;
  const auto modules = built_in_names(ValueKind::message_type_module);
  if (node.schema->value == ValueKind::message_type && std::ranges::count(modules, value) != 0) {
    return fmt::format("; '{}' is a module, and a 'MessageType' that uses it has its own name",
                       value);
  }
  const std::string_view sibling = sibling_with(*node.model(), *node.schema, value);
  return sibling.empty() ? "" : fmt::format("; it is a '{}'", sibling);
}

Diagnostic report(const SchemaNode& node, const std::vector<std::string_view>& names) {
  const Text text = node.element->text();
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

/// A module that only samples have.
bool report_mistaken(const SchemaNode& node, Diagnostics& found) {
  const Text text = node.element->text();
  const MistakenModule* mistaken = mistaken_module(text.value);
  if (mistaken == nullptr) return false;
  Diagnostic diagnostic{.where = text.where,
                        .message = fmt::format("no module is called '{}'; did you mean '{}'?",
                                               text.value, mistaken->meant)};
  if (text.pieces.empty()) diagnostic.fix = {{{text.where, std::string(mistaken->meant)}}, false};
  if (!mistaken->certain) diagnostic.severity = Severity::warning;
  found.push_back(std::move(diagnostic));
  return true;
}

/// The functions that a configuration's expressions may call.
class Functions {
 public:
  explicit Functions(const Instance& instance) : known_(built_in_functions()) {
    for (const ModuleDefinition& module : instance.modules) {
      const std::string_view library =
          is_known(module.library()) ? library_file(module.library().value) : std::string_view();
      custom_ |= purposes_of_library(library).empty();
      libraries_.push_back(library);
    }
    for (const SchemaNode& node : instance.nodes) {
      if (node.model()->name != "Function" || node.schema == nullptr ||
          node.schema->name != "Name") {
        continue;
      }
      if (node.has_known_value()) known_.push_back(node.element->text().value);
      complete_ &= node.has_known_value();
    }
  }

  void check(const SchemaNode& node, Diagnostics& found) const {
    const Text text = node.element->text();
    for (const std::string_view name : calls_in(node.schema->value, text.value)) {
      const auto begin = static_cast<std::size_t>(name.data() - text.value.data());
      Diagnostic diagnostic{.where = text.span(begin, name.size()), .message = {}};
      const std::string_view library = library_of_function(name);
      if (library.empty()) {
        if (!complete_ || is_known_name(name)) continue;
        diagnostic.message =
            fmt::format("no function is called '{}'{}", name, did_you_mean(name, known_));
      } else {
        if (library == from_amps || std::ranges::count(libraries_, library) != 0) continue;
        diagnostic.message =
            fmt::format("'{}' needs a 'Module' with the library '{}'", name, library);
      }
      // A module of one's own may bring it without a 'Function'.
      if (custom_) diagnostic.severity = Severity::warning;
      found.push_back(std::move(diagnostic));
    }
  }

 private:
  bool is_known_name(std::string_view name) const {
    return std::ranges::any_of(
        known_, [name](std::string_view known) { return equal_ignoring_case(known, name); });
  }

  std::vector<std::string_view> known_;
  std::vector<std::string_view> libraries_;
  bool custom_ = false;
  bool complete_ = true;
};

void check(const Instance& instance, Diagnostics& found) {
  if (instance.incomplete) return;
  std::map<ValueKind, Names> names_by_kind;
  std::optional<Functions> functions;
  for (const SchemaNode& node : instance.nodes) {
    if (node.schema == nullptr || !node.has_known_value() || !node.applies()) continue;
    const Text text = node.element->text();
    const ValueKind kind = node.schema->value;
    if (holds_expression(kind) && text.value.find('(') != npos) {
      if (!functions) functions.emplace(instance);
      functions->check(node, found);
    }
    if (!is_reference(kind)) continue;
    if (!names_by_kind.contains(kind)) names_by_kind[kind] = names_for(instance, kind);
    const Names& names = names_by_kind[kind];
    if (!names.complete || names.contains(text.value)) continue;
    // transport-message-type-list reports a list.
    const bool several = text.value.find_first_of(" ,;|") != std::string_view::npos;
    if (several && kind == ValueKind::message_type) continue;
    // module-wrong-kind reports a module of another kind.
    if (!purposes_of_built_in(text.value).empty() && node.schema->name == "Module") continue;
    if (!report_mistaken(node, found)) found.push_back(report(node, names.known));
  }
}

}  // namespace

Rule reference_unknown() { return {.severity = Severity::error, .check = check, .fixable = true}; }

}  // namespace ampslint
