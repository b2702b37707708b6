#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  const bool forbidden = probed.failed(Fault::no_permission) && !probed.client.unix_socket();
  if (!forbidden && !probed.failed(Fault::other)) return;
  const Observation& seen = probed.seen;
  const bool connecting = seen.failed_at() == StageName::connect;
  std::string message =
      fmt::format("this host cannot {} '{}': '{}'",
                  connecting ? "connect to" : "keep the connection to", seen.address, seen.reason);
  found.push_back(
      {.where = probed.address(), .message = std::move(message), .notes = meant_to_serve(probed)});
}

}  // namespace

Rule live_connection_failed() { return {.severity = Severity::error, .check = check}; }

}  // namespace ampslint
