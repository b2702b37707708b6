#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/module_use.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const ModuleUse& use : module_uses(instance)) {
    if (use.identity != "libamps_http_entitlement.so") continue;
    const Element* given = child_of(use.own_options(), "ReuseConnections");
    if (given == nullptr) continue;
    found.push_back({.where = given->name().where,
                     .message = "'ReuseConnections' has an effect only where the module is defined",
                     .notes = {{use.definition->element->name().where,
                                fmt::format("'{}' is defined here", use.module.value)}}});
  }
}

}  // namespace

Rule module_option_ignored() { return {Severity::warning, check}; }

}  // namespace ampslint
