#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "model/modules.hpp"

namespace ampslint {
namespace {

using Used = std::set<std::string>;

/// Every value of the configuration that is not a name of its own: what a custom module's options
/// refer to counts too.
void collect(const Element& element, Used& used) {
  if (element.text() && !equal_ignoring_case(element.name().value, "Name")) {
    used.insert(to_lower(element.text().value));
  }
  for (const Element& child : element.children()) collect(child, used);
}

template <typename Definitions>
void report(const Definitions& definitions, std::string_view what, const Used& used,
            Diagnostics& found) {
  for (const auto& defined : definitions) {
    if (!is_known(defined.name()) || used.contains(to_lower(defined.name().value))) continue;
    found.push_back(
        {.where = defined.name().where,
         .message = fmt::format("nothing uses the {} '{}'", what, defined.name().value)});
  }
}

/// Expressions can call its functions without naming it.
bool brings_functions(const ModuleDefinition& module) {
  const std::vector<ValueKind> purposes = purposes_of_library(library_file(module.library().value));
  return std::ranges::count(purposes, ValueKind::function_module) != 0;
}

/// Its clients can use any message type, also one that is built in and only set up here.
bool takes_any_type(const Transport& transport) {
  return !transport.is_replication() && !transport.message_type();
}

void check(const Instance& instance, Diagnostics& found) {
  if (instance.protocols.empty() && instance.modules.empty() && instance.message_types.empty()) {
    return;
  }
  const bool guessed = std::ranges::any_of(instance.nodes, [](const SchemaNode& node) {
    return node.schema != nullptr && is_reference(node.schema->value) &&
           node.element->text().unresolved;
  });
  if (instance.incomplete || guessed) return;
  Used used;
  collect(instance.root(), used);
  report(instance.protocols, "protocol", used, found);
  std::vector<ModuleDefinition> modules = instance.modules;
  std::erase_if(modules, brings_functions);
  report(modules, "module", used, found);
  if (std::ranges::any_of(instance.transports, takes_any_type)) return;
  report(instance.message_types, "message type", used, found);
}

}  // namespace

Rule reference_unused() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
