#include <fmt/core.h>

#include <set>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "model/value.hpp"
#include "support/module_use.hpp"

namespace ampslint {
namespace {

/// Switched on, or perhaps.
bool may_be_on(const Text& option) {
  return option && (option.unresolved || parse_boolean(option.value).value_or(true));
}

bool needs_authority(const ModuleUse& use) {
  return use.option("CAKey") == nullptr && !may_be_on(use.option_text("AllowUnverifiedPeer")) &&
         !may_be_on(use.option_text("AllowSelfSigned"));
}

void check(const Instance& instance, Diagnostics& found) {
  if (instance.incomplete) return;
  std::set<Span> reported;
  for (const ModuleUse& use : module_uses(instance)) {
    const bool http = use.identity == "libamps_http_entitlement.so";
    if (!http && use.identity != "libamps_oauth_authentication.so") continue;
    const Text uri = use.option_text(http ? "ResourceURI" : "TokenEndpoint");
    if (!uri || !equal_ignoring_case(uri.value.substr(0, 8), "https://")) continue;
    if (!needs_authority(use) || !reported.insert(uri.where).second) continue;
    found.push_back(
        {.where = uri.where,
         .message = fmt::format("'{}' uses https but has no 'CAKey' to verify the server with",
                                use.module.value)});
  }
}

}  // namespace

Rule module_ca_missing() { return {Severity::error, check}; }

}  // namespace ampslint
