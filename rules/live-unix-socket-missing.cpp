#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  if (!probed.failed(Fault::no_such_file)) return;
  std::string message = fmt::format("there is no socket '{}'", probed.seen.address);
  if (probed.transport != nullptr) {
    message += fmt::format(", where {} should listen", probed.transport->label());
  }
  message += fmt::format(": '{}'", probed.seen.reason);
  found.push_back(
      {.where = probed.address(), .message = std::move(message), .notes = meant_to_serve(probed)});
}

}  // namespace

Rule live_unix_socket_missing() { return {.severity = Severity::error, .check = check}; }

}  // namespace ampslint
