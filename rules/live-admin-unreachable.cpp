#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

std::string reason(const AdminSeen& seen) {
  switch (seen.fault) {
    case Fault::refused:
      return "nothing listens there";
    case Fault::timed_out:
      return "no answer in time";
    case Fault::http_status:
      return fmt::format("it answers '{}'", seen.reason);
    case Fault::certificate:
      return "its certificate cannot be verified";
    default:
      return seen.reason.empty() ? std::string(to_string(seen.fault)) : seen.reason;
  }
}

void check(const Inspected& inspected, Diagnostics& found) {
  const AdminSeen& seen = inspected.seen;
  if (seen.fault == Fault::none || !inspected.given.admin) return;
  found.push_back({.where = inspected.given.admin->inet_addr().where,
                   .message = fmt::format("the Admin interface at '{}' cannot be queried: {}",
                                          seen.url, reason(seen))});
}

}  // namespace

Rule live_admin_unreachable() { return {.severity = Severity::warning, .check = check}; }

}  // namespace ampslint
