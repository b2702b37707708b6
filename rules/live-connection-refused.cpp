#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  if (probed.client.unix_socket() || !probed.failed(StageName::connect, Fault::refused)) return;
  std::string message = fmt::format("nothing listens at '{}'", probed.seen.address);
  if (probed.transport != nullptr) {
    message += probed.transport->disabled
                   ? fmt::format(": {} starts disabled", probed.transport->label())
                   : fmt::format(", where {} should", probed.transport->label());
  }
  message += living_address(probed);
  found.push_back(
      {.where = probed.address(), .message = std::move(message), .notes = meant_to_serve(probed)});
}

}  // namespace

Rule live_connection_refused() { return {.severity = Severity::error, .check = check}; }

}  // namespace ampslint
