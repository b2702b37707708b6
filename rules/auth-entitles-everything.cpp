#include <fmt/core.h>

#include <set>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  // Where anybody can log on, auth-accepts-anyone says enough.
  std::set<Span> reported;
  for (const Transport& transport : instance.transports) {
    const Text logon = transport.authentication.module();
    const ModuleInForce& rights = transport.entitlement;
    if (transport.is_replication() || !logon || rights.access != Access::anyone) continue;
    if (transport.authentication.access != Access::checked) continue;
    const Span where = rights.module() ? rights.module().where : logon.where;
    if (!reported.insert(where).second) continue;
    const std::string cause = rights.module()
                                  ? fmt::format("'{}' allows everything", rights.module().value)
                                  : "there is no 'Entitlement'";
    found.push_back({.where = where,
                     .message = fmt::format("{}: anyone who can log on to {} has full permissions",
                                            cause, transport.label())});
  }
}

}  // namespace

Rule auth_entitles_everything() {
  return {.severity = Severity::note, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
