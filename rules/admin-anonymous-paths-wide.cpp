#include <fmt/core.h>

#include <algorithm>

#include "base/regex.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/admin.hpp"

namespace ampslint {
namespace {

/// Some way to an administrative action. The whole path has to match: whether a match of its
/// beginning is enough is not documented.
bool lets_actions_pass(std::string_view expression, const RegexBudget& budget) {
  constexpr std::string_view actions[] = {"/amps/administrator", "/amps/administrator/clients",
                                          "/amps/administrator/clients/1/disconnect"};
  const auto pattern = Pattern::compile(fmt::format("^(?:{})$", expression), budget);
  return pattern && std::ranges::any_of(actions, [&pattern](std::string_view path) {
           return pattern->matches(path).value_or(false);
         });
}

void check(const Instance& instance, Diagnostics& found) {
  const Transport* admin = admin_of(instance);
  if (admin == nullptr) return;
  const bool open =
      admin->authentication.access == Access::anyone && admin->entitlement.access == Access::anyone;
  const Text paths = admin->child_text("AnonymousPaths");
  if (open || !is_known(paths) || !lets_actions_pass(paths.value, *instance.regexes)) return;
  found.push_back({.where = paths.where,
                   .message = "the anonymous paths include '/amps/administrator': anyone can run "
                              "administrative actions"});
}

}  // namespace

Rule admin_anonymous_paths_wide() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
