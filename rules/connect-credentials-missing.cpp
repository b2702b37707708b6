#include <fmt/core.h>

#include "check/match/match.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Match& match, Diagnostics& found) {
  const Transport* transport = match.reached();
  if (transport == nullptr || transport->authentication.access != Access::checked) return;
  const Parts& parts = match.client.parts();
  if (!parts.user.empty()) return;
  const Text module = transport->authentication.module();
  found.push_back({
      .where = match.client.at(parts.host),
      .message = fmt::format(
          "{} authenticates its clients with '{}', but the string has no user before '{}'",
          transport->label(), module.value, match.client.show(parts.host)),
      .notes = {{module.where, "the authentication module is set here"}},
  });
}

}  // namespace

Rule connect_credentials_missing() { return {Severity::warning, check}; }

}  // namespace ampslint
