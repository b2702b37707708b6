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
  if (!configured && !expected) return;
  std::vector<Note> notes;
  if (configured) {
    notes = {{transport->authentication.module.where, "the authentication module is set here"}};
  }
  found.push_back(
      {.where = parts.user.empty() ? probed.address() : probed.client.at(parts.user),
       .message = fmt::format("the server does not check credentials, though {}: '{}'",
                              configured ? "its configuration says it does" : "the string has some",
                              seen.logon->reason),
       .notes = std::move(notes)});
}

}  // namespace

Rule live_authentication_disabled() { return {.severity = Severity::warning, .check = check}; }

}  // namespace ampslint
