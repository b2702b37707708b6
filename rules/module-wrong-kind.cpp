#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <utility>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "model/modules.hpp"
#include "model/value.hpp"
#include "support/module_use.hpp"

namespace ampslint {
namespace {

/// A flag: it may stand there without a value.
bool is_set(const Element* flag) {
  return flag != nullptr && !flag->text().unresolved &&
         (!flag->text() || parse_boolean(flag->text().value).value_or(true));
}

void check(const Instance& instance, Diagnostics& found) {
  if (instance.incomplete) return;
  // A definition is reported once for each purpose, however often it is used.
  std::set<std::pair<const ModuleDefinition*, ValueKind>> reported;
  for (const ModuleUse& use : module_uses(instance)) {
    const std::vector<ValueKind> purposes = use.definition == nullptr
                                                ? purposes_of_built_in(use.identity)
                                                : purposes_of_library(use.identity);
    if (purposes.empty()) continue;
    Diagnostic diagnostic{.where = use.module.where, .message = {}};
    if (use.definition != nullptr) {
      diagnostic.notes = {{use.definition->library().where, "its library is set here"}};
    }
    const Element* flag = use.option("EntitlementOnly");
    if (std::ranges::count(purposes, use.purpose) == 0) {
      diagnostic.message = fmt::format("'{}' is {}, not {}", use.module.value,
                                       module_kind(purposes.front()), module_kind(use.purpose));
    } else if (use.purpose == ValueKind::authentication_module && is_set(flag)) {
      diagnostic.message = fmt::format("'{}' is for entitlement only", use.module.value);
      diagnostic.notes = {{flag->name().where, "this restricts it"}};
    } else {
      continue;
    }
    if (use.definition != nullptr && !reported.emplace(use.definition, use.purpose).second)
      continue;
    found.push_back(std::move(diagnostic));
  }
}

}  // namespace

Rule module_wrong_kind() { return {Severity::error, check}; }

}  // namespace ampslint
