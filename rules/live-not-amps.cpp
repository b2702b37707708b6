#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  const Observation& seen = probed.seen;
  const bool in_handshake =
      !seen.ready() && seen.failed_at() == StageName::tls && !seen.encrypted();
  if (in_handshake || !is_stranger(probed)) return;
  const std::string_view product = product_of(seen.heard);
  std::string message;
  if (seen.failed_at() == StageName::logon && product.empty()) {
    message = fmt::format("the answer to the logon is not a message of protocol '{}'",
                          probed.client.show(probed.client.parts().protocol));
  } else {
    message = fmt::format("{} answers at '{}', not AMPS",
                          product.empty() ? "an unknown service" : product, seen.address);
  }
  if (!seen.heard.empty()) message += fmt::format(": {}", quoted_answer(seen));
  found.push_back(
      {.where = probed.address(), .message = std::move(message), .notes = meant_to_serve(probed)});
}

}  // namespace

Rule live_not_amps() { return {.severity = Severity::error, .check = check}; }

}  // namespace ampslint
