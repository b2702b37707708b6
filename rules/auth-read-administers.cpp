#include <fmt/core.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "base/regex.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/module_use.hpp"

namespace ampslint {
namespace {

/// The manual calls the place of administrative actions by more than one name.
constexpr std::string_view places[] = {"/amps/administrator/", "/amps/instance/administrator/"};

/// Nothing where the pattern is not known, or none.
std::optional<bool> matches(const Text& pattern, std::string_view place,
                            const RegexBudget& budget) {
  if (!is_known(pattern)) return std::nullopt;
  const std::optional<Pattern> compiled = Pattern::compile(pattern.value, budget);
  return compiled ? compiled->matches(place) : std::nullopt;
}

/// The patterns of the module let every place through, for certain.
bool lets_through(const ModuleUse& use, const RegexBudget& budget) {
  const Text allowed = use.option_text("AllowedTopics");
  const Text denied = use.option_text("DeniedTopics");
  return std::ranges::all_of(places, [&](std::string_view place) {
    return (!allowed || matches(allowed, place, budget) == true) &&
           (!denied || matches(denied, place, budget) == false);
  });
}

void check(const Instance& instance, Diagnostics& found) {
  if (instance.incomplete || !instance.admin) return;
  for (const ModuleUse& use : module_uses(instance)) {
    if (use.identity != "libamps_simple_access_entitlement.so") continue;
    if (use.module.where != instance.admin->entitlement.module().where) continue;
    const Text granted = use.option_text("GrantedPermissions");
    if (!is_known(granted) || !equal_ignoring_case(granted.value, "read")) continue;
    if (!lets_through(use, *instance.regexes)) continue;
    found.push_back({.where = granted.where,
                     .message = "'read' also allows administrative actions: the Admin interface "
                                "treats them as reads"});
  }
}

}  // namespace

Rule auth_read_administers() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
