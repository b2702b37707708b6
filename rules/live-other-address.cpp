#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

std::string_view how(Fault fault) {
  switch (fault) {
    case Fault::refused:
      return "refused";
    case Fault::timed_out:
      return "no answer";
    default:
      return to_string(fault);
  }
}

void check(const Probed& probed, Diagnostics& found) {
  const std::string_view host = probed.client.parts().host;
  if (!probed.seen.ready() || is_loopback_name(host)) return;
  std::string dead;
  for (const OtherAddress& other : probed.seen.others) {
    // A host without a route to IPv6 says nothing of the server.
    if (other.fault == Fault::none || other.fault == Fault::unreachable) continue;
    if (!dead.empty()) dead += ", ";
    dead += fmt::format("'{}' ({})", other.address, how(other.fault));
  }
  if (dead.empty()) return;
  const ClientKind kind = probed.client.kind;
  const bool takes_one = is_c_family(kind) || kind == ClientKind::java;
  found.push_back(
      {.where = probed.client.at(host),
       .message = fmt::format(
           "'{}' also resolves to addresses where nothing answers: {}; {}",
           probed.client.show(host), dead,
           takes_one ? fmt::format("{} uses '{}' only", display_name(kind), probed.seen.address)
                     : fmt::format("{} tries them too", display_name(kind))),
       .severity = takes_one ? Severity::note : Severity::warning});
}

}  // namespace

Rule live_other_address() { return {.severity = Severity::warning, .check = check}; }

}  // namespace ampslint
