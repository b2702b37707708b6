#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  const Observation& seen = probed.seen;
  if (!seen.ready() || !seen.logon || seen.logon->with_credentials || seen.logon->with_user) return;
  const Transport* transport = probed.transport;
  if (transport == nullptr || transport->authentication.access != Access::checked) return;
  // Then live-authentication-disabled says why.
  if (seen.logon->reason.find("authentication disabled") != std::string::npos) return;
  found.push_back(
      {.where = probed.address(),
       .message = fmt::format(
           "a logon without credentials was accepted, though {} authenticates its clients",
           transport->label()),
       .notes = {
           {transport->authentication.module().where, "the authentication module is set here"}}});
}

}  // namespace

Rule live_anonymous_accepted() { return {.severity = Severity::warning, .check = check}; }

}  // namespace ampslint
