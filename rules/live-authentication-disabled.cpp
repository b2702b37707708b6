#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  const Observation& seen = probed.seen;
  if (!seen.ready() || !seen.logon) return;
  if (seen.logon->reason.find("authentication disabled") == std::string::npos) return;
  const Parts& parts = probed.client.parts();
  const Transport* transport = probed.transport;
  const bool configured =
      transport != nullptr && transport->authentication.access == Access::checked;
  const bool expected = probed.instances.empty() && !parts.password.empty();
  std::vector<Note> notes;
  if (configured) {
    notes = {{transport->authentication.module().where, "the authentication module is set here"}};
  }
  found.push_back({.where = parts.user.empty() ? probed.address() : probed.client.at(parts.user),
                   .message = fmt::format("the server does not check credentials{}: '{}'",
                                          configured ? ", though its configuration says it does"
                                          : expected ? ", though the string has some"
                                                     : "",
                                          seen.logon->reason),
                   .notes = std::move(notes),
                   .severity = configured || expected ? Severity::warning : Severity::note});
}

}  // namespace

Rule live_authentication_disabled() { return {.severity = Severity::warning, .check = check}; }

}  // namespace ampslint
