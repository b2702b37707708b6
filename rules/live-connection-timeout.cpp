#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  const Observation& seen = probed.seen;
  const bool silent = probed.failed(StageName::connect, Fault::timed_out);
  if (!silent && !probed.failed(Fault::unreachable)) return;
  const std::string address = seen.address;
  std::string message;
  if (!silent) {
    message = fmt::format("'{}' cannot be reached: '{}'", address, seen.reason);
  } else if (probed.client.unix_socket()) {
    message =
        fmt::format("nothing accepted the connection at '{}' {}: the server hangs or is too busy",
                    address, within_limit(seen));
  } else {
    message = fmt::format("no answer from '{}' {}: a firewall drops it, or the address is wrong",
                          address, within_limit(seen));
  }
  message += living_address(probed);
  found.push_back(
      {.where = probed.address(), .message = std::move(message), .notes = meant_to_serve(probed)});
}

}  // namespace

Rule live_connection_timeout() { return {.severity = Severity::error, .check = check}; }

}  // namespace ampslint
