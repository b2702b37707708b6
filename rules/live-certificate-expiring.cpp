#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

constexpr int soon = 30;

void report(const Probed& probed, const std::string& what, int days, const std::string& day,
            Diagnostics& found) {
  if (days < 0 || days > soon) return;
  const std::string when = days == 0   ? "within a day"
                           : days == 1 ? "in 1 day"
                                       : fmt::format("in {} days", days);
  std::vector<Note> notes;
  if (probed.transport != nullptr && probed.transport->certificate()) {
    notes = {{probed.transport->certificate().where, "the transport's certificate is set here"}};
  }
  found.push_back({.where = probed.address(),
                   .message = fmt::format("{} expires {}, on {}", what, when, day),
                   .notes = std::move(notes)});
}

void check(const Probed& probed, Diagnostics& found) {
  const auto& tls = probed.seen.tls;
  if (!tls || tls->expires.empty() || !tls->problems.empty()) return;
  report(probed, "the server's certificate", tls->days_left, tls->expires, found);
  const auto& issuer = tls->first_to_expire;
  // One that ends with it, or later, is renewed with it.
  if (!issuer || issuer->days_left >= tls->days_left) return;
  report(probed, fmt::format("the issuer '{}' of the server's certificate", issuer->subject),
         issuer->days_left, issuer->expires, found);
}

}  // namespace

Rule live_certificate_expiring() { return {.severity = Severity::warning, .check = check}; }

}  // namespace ampslint
