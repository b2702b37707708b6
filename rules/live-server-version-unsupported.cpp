#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  const Observation& seen = probed.seen;
  if (!seen.ready() || !seen.logon) return;
  const std::vector<unsigned> running = version_of(seen.logon->version);
  constexpr unsigned major = 5;
  constexpr unsigned last_minor = 3;
  if (running.size() < 2 || (running[0] == major && running[1] <= last_minor)) return;
  found.push_back(
      {.where = probed.address(),
       .message = fmt::format("AMPS {} is running; the rules were written for 5.0 to 5.3.5",
                              seen.logon->version)});
}

}  // namespace

Rule live_server_version_unsupported() { return {.severity = Severity::note, .check = check}; }

}  // namespace ampslint
