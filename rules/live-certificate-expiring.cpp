#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

constexpr int soon = 30;

void check(const Probed& probed, Diagnostics& found) {
  const auto& tls = probed.seen.tls;
  if (!tls || tls->expires.empty() || !tls->problems.empty()) return;
  if (tls->days_left < 0 || tls->days_left > soon) return;
  const std::string when = tls->days_left == 0   ? "within a day"
                           : tls->days_left == 1 ? "in 1 day"
                                                 : fmt::format("in {} days", tls->days_left);
  std::vector<Note> notes;
  if (probed.transport != nullptr && probed.transport->certificate) {
    notes = {{probed.transport->certificate.where, "the transport's certificate is set here"}};
  }
  found.push_back(
      {.where = probed.address(),
       .message = fmt::format("the server's certificate expires {}, on {}", when, tls->expires),
       .notes = std::move(notes)});
}

}  // namespace

Rule live_certificate_expiring() { return {.severity = Severity::warning, .check = check}; }

}  // namespace ampslint
