#include <fmt/core.h>

#include "check/match/match.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Match& match, Diagnostics& found) {
  const Transport* transport = match.reached();
  const std::string_view user = match.client.parts().user;
  if (transport == nullptr || user.empty()) return;
  const ModuleInForce& force = transport->authentication;
  if (force.access != Access::anyone || force.uses_user) return;
  found.push_back({
      .where = match.client.at(user),
      .message = fmt::format("{} accepts anyone and ignores the user '{}'", transport->label(),
                             match.client.show(user)),
      .notes = {force.module() ? Note{force.module().where, "this module accepts any credentials"}
                               : Note{transport->where(),
                                      "no Authentication: AMPS's default accepts any credentials"}},
  });
}

}  // namespace

Rule connect_credentials_ignored() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
