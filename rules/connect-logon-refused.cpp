#include <fmt/core.h>

#include "check/match/match.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Match& match, Diagnostics& found) {
  const Transport* transport = match.reached();
  if (transport == nullptr) return;
  const bool unauthenticated = transport->authentication.access == Access::nobody;
  if (!unauthenticated && transport->entitlement.access != Access::nobody) return;
  const Text& module =
      unauthenticated ? transport->authentication.module() : transport->entitlement.module();
  found.push_back({
      .where = match.client.at(match.client.parts().host),
      .message =
          fmt::format("{} refuses every logon: its {} module denies everyone", transport->label(),
                      unauthenticated ? "authentication" : "entitlement"),
      .notes = {{module.where, "the module is set here"}},
  });
}

}  // namespace

Rule connect_logon_refused() { return {Severity::error, check}; }

}  // namespace ampslint
