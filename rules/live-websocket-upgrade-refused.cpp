#include "check/live.hpp"
#include "check/rule.hpp"
#include "support/http_refusal.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  if (!probed.client.websocket() || !upgrade_refused(probed)) return;
  found.push_back(refusal(probed, "the WebSocket upgrade"));
}

}  // namespace

Rule live_websocket_upgrade_refused() { return {.severity = Severity::error, .check = check}; }

}  // namespace ampslint
