#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  const bool refused = probed.failed(StageName::connect, Fault::refused);
  if (!probed.client.unix_socket() || !refused) return;
  found.push_back(
      {.where = probed.address(),
       .message = fmt::format("the file '{}' exists, but nothing accepts connections on it: a "
                              "stopped server left it behind, or it is not a socket",
                              probed.seen.address),
       .notes = meant_to_serve(probed)});
}

}  // namespace

Rule live_unix_stale_socket() { return {.severity = Severity::error, .check = check}; }

}  // namespace ampslint
