#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "model/modules.hpp"

namespace ampslint {
namespace {

void check(const ModuleDefinition& defined, Diagnostics& found) {
  if (!defined.name() || purposes_of_built_in(defined.name().value).empty()) return;
  found.push_back(
      {.where = defined.name().where,
       .message = fmt::format("'{}' is the name of a built-in module", defined.name().value)});
}

}  // namespace

Rule module_name_builtin() { return {Severity::warning, check}; }

}  // namespace ampslint
