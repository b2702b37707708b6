#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

std::string message(const Observation& seen) {
  if (seen.ready())
    return "the server asks for a client certificate but accepts clients without one";
  if (!seen.tls->presented) {
    return "the server demands a client certificate; give one with '--cert' and '--key'";
  }
  return fmt::format("the server rejects the client certificate from '--cert': '{}'", seen.reason);
}

void check(const Probed& probed, Diagnostics& found) {
  const Observation& seen = probed.seen;
  const bool optional = seen.ready() && seen.tls && seen.tls->demanded && !seen.tls->presented;
  if (!optional && !misses_client_certificate(seen)) return;
  std::vector<Note> notes;
  const Transport* transport = probed.transport;
  if (transport != nullptr && transport->verify_client()) {
    notes = {{transport->verify_client().where, "clients are verified here"}};
  }
  found.push_back({.where = probed.client.at(probed.client.parts().scheme),
                   .message = message(seen),
                   .notes = std::move(notes),
                   .severity = optional ? Severity::warning : Severity::error});
}

}  // namespace

Rule live_client_certificate_demanded() { return {.severity = Severity::warning, .check = check}; }

}  // namespace ampslint
