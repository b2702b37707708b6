#include <fmt/core.h>

#include <map>
#include <set>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/module_use.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  std::map<Span, Text> stores;
  for (const ModuleUse& use : module_uses(instance)) {
    if (use.identity != "libamps_http_entitlement.so") continue;
    stores.emplace(use.module.where, use.option_text("CredentialStore"));
  }
  std::set<Span> reported;
  const auto compare = [&](const Transport& transport) {
    const auto logon = stores.find(transport.authentication.module().where);
    const auto rights = stores.find(transport.entitlement.module().where);
    if (logon == stores.end() || rights == stores.end()) return;
    if (!is_known(logon->second) || !is_known(rights->second)) return;
    if (logon->second.value == rights->second.value) return;
    if (!reported.insert(rights->second.where).second) return;
    found.push_back({.where = rights->second.where,
                     .message = fmt::format(
                         "{} takes its entitlements from store '{}' but authenticates with '{}'",
                         transport.label(), rights->second.value, logon->second.value),
                     .notes = {{logon->second.where, "its authentication store is set here"}}});
  };
  for (const Transport& transport : instance.transports) compare(transport);
  if (instance.admin) compare(*instance.admin);
}

}  // namespace

Rule auth_store_mismatch() { return {Severity::warning, check}; }

}  // namespace ampslint
