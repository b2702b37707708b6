#include <fmt/core.h>

#include <set>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "support/replication_targets.hpp"

namespace ampslint {
namespace {

bool may_have_authenticator(const ReplicationTarget& aim) {
  const Element* transport = aim.transport->element;
  // That an instance as a whole can have one is only implied by the manual.
  return transport->incomplete || child_of(transport, "Authenticator") != nullptr ||
         child_of(&aim.from->root(), "Authenticator") != nullptr || aim.from->incomplete;
}

void check(const Fleet& fleet, Diagnostics& found) {
  std::set<const Element*> seen;
  each_aim(fleet, [&](const ReplicationTarget& aim) {
    if (aim.target.hit != TargetKind::replication || may_have_authenticator(aim)) return;
    const ModuleInForce& force = aim.target.transport->authentication;
    if (force.access != Access::checked || !seen.insert(aim.transport->element).second) return;
    Diagnostic reported{
        .where = aim.transport->element->name().where,
        .message = fmt::format(
            "{} authenticates its peers, but no Authenticator supplies a user and a password",
            called(*aim.target.instance))};
    if (force.module()) reported.notes.push_back({force.module().where, "its module is set here"});
    found.push_back(std::move(reported));
  });
}

}  // namespace

Rule replication_credentials_missing() { return {Severity::warning, check}; }

}  // namespace ampslint
