#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  const Observation& seen = probed.seen;
  if (seen.ready() || seen.failed_at() != StageName::resolve) return;
  const std::string_view host = probed.client.parts().host;
  const std::string name = probed.client.show(host);
  found.push_back(
      {.where = probed.client.at(host),
       .message =
           seen.fault == Fault::timed_out
               ? fmt::format("no resolver answered for '{}' {}", name, within_limit(seen))
               : fmt::format("'{}' has no address here: the resolver says '{}'", name, seen.reason),
       .notes = meant_to_serve(probed)});
}

}  // namespace

Rule live_name_resolution_failed() { return {.severity = Severity::error, .check = check}; }

}  // namespace ampslint
