#include <fmt/core.h>
#include <fmt/ranges.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/missing_elements.hpp"

namespace ampslint {
namespace {

/// The element by its name, where it has one, and by what decides that the other is needed.
std::string parent_of(const Missing& missing) {
  if (missing.parent->parent == nullptr) return "the instance";
  std::string label = fmt::format("'{}'", missing.model->name);
  const Text name = text_of(missing.parent, "Name");
  if (is_known(name)) label = fmt::format("{} '{}'", missing.model->name, name.value);
  if (missing.variant.empty() || missing.schema->required == every_variant) return label;
  return label + fmt::format(" of {} '{}'", missing.model->decided_by, missing.variant);
}

/// A module without the options that it needs.
std::string options_message(const Missing& missing) {
  std::vector<std::string_view> names;
  for (const SchemaElement& option : missing.options->rows) {
    if (option.required == every_variant) names.push_back(option.name);
  }
  return fmt::format("'{}' needs 'Options' with '{}'", text_of(missing.parent, "Module").value,
                     fmt::join(names, "', '"));
}

Diagnostic diagnostic_of(const Missing& missing) {
  const std::string_view name = missing.schema->name;
  Diagnostic diagnostic{.where = missing.parent->name().where,
                        .message = missing.options != nullptr
                                       ? options_message(missing)
                                       : fmt::format("{} has no '{}'", parent_of(missing), name)};
  if (missing.instead == Instead::misspelt) {
    diagnostic.where = missing.child->name().where;
    diagnostic.message +=
        fmt::format("; is '{}' a misspelling of it?", missing.child->name().value);
    diagnostic.fix = {.edits = rename(*missing.child, name), .safe = false};
  } else if (missing.instead == Instead::unknown) {
    diagnostic.where = missing.child->name().where;
    diagnostic.message +=
        fmt::format("; the manual has no option '{}'", missing.child->name().value);
    diagnostic.severity = Severity::warning;
  } else if (missing.instead == Instead::nested) {
    diagnostic.where = missing.child->name().where;
    diagnostic.message +=
        fmt::format("; it is in '{}', where it does not belong", missing.child->name().value);
  } else if (missing.instead == Instead::attribute) {
    diagnostic.where = missing.attribute->name.where;
    diagnostic.message += "; an attribute does not count as an element";
  }
  return diagnostic;
}

void check(const Instance& instance, Diagnostics& found) {
  for_each_missing(instance,
                   [&](const Missing& missing) { found.push_back(diagnostic_of(missing)); });
}

}  // namespace

Rule element_missing() { return {.severity = Severity::error, .check = check, .fixable = true}; }

}  // namespace ampslint
