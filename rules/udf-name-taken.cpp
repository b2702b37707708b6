#include <fmt/core.h>

#include <map>
#include <string>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/expression.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  std::map<std::string, Span> names;
  for (const SchemaNode& node : instance.nodes) {
    if (node.model()->name != "Function" || !node.has_known_value()) continue;
    if (node.schema->name != "Name") continue;
    const Text name = node.element->text();
    const auto [first, is_first] = names.try_emplace(to_lower(name.value), name.where);
    if (!is_first) {
      found.push_back({.where = name.where,
                       .message = fmt::format("a second function called '{}'", name.value),
                       .notes = {{first->second, "the first one is here"}}});
    } else if (library_of_function(name.value) == from_amps) {
      found.push_back({.where = name.where,
                       .message = fmt::format("AMPS already has a function '{}'", name.value),
                       .severity = Severity::warning});
    }
  }
}

}  // namespace

Rule udf_name_taken() { return {Severity::error, check}; }

}  // namespace ampslint
