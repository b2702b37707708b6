#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "model/modules.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const ModuleDefinition& defined : instance.modules) {
    if (!defined.name() || purposes_of_built_in(defined.name().value).empty()) continue;
    found.push_back(
        {.where = defined.name().where,
         .message = fmt::format("'{}' is the name of a built-in module", defined.name().value)});
  }
}

}  // namespace

Rule module_name_builtin() { return {Severity::warning, check}; }

}  // namespace ampslint
