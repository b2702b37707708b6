#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"
#include "model/modules.hpp"
#include "suggest.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  constexpr ValueKind kinds[] = {ValueKind::protocol_module, ValueKind::message_type_module,
                                 ValueKind::authentication_module, ValueKind::entitlement_module,
                                 ValueKind::filter_module};
  for (const ModuleDefinition& defined : instance.modules) {
    const auto is_built_in = [&defined](ValueKind kind) {
      return std::ranges::count(built_in_names(kind), defined.name.value) != 0;
    };
    if (!defined.name || std::ranges::none_of(kinds, is_built_in)) continue;
    found.push_back({.where = defined.name.where,
                     .message = fmt::format("'{}' is the name of a built-in module",
                                            printable(defined.name.value))});
  }
}

}  // namespace

Rule module_name_builtin() { return {Severity::warning, check}; }

}  // namespace ampslint
