#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

/// What the server may have against the client, by how far it let it come.
std::string reasons(const Probed& probed) {
  if (probed.seen.failed_at() != StageName::logon) return "the server may still be starting";
  std::string text = "the server may still be starting";
  if (!probed.client.tls() && !probed.client.unix_socket()) text += ", require TLS";
  text += ", speak another protocol";
  if (probed.seen.peer == Peer::http) text += " (it answers HTTP)";
  return text + " or refuse the credentials";
}

void check(const Probed& probed, Diagnostics& found) {
  const bool wants_header = peer_of(probed) == Peer::proxied;
  if (!probed.failed(Fault::closed) || (!said_nothing(probed) && !wants_header)) return;
  const Observation& seen = probed.seen;
  const StageName stage = seen.failed_at();
  const bool open = wants_header || stage == StageName::connect || stage == StageName::logon ||
                    (stage == StageName::tls && seen.encrypted()) ||
                    (stage == StageName::upgrade && seen.upgraded());
  if (!open || misses_client_certificate(seen) || cut_off_by_tls(probed)) return;
  const bool in_tls = stage == StageName::tls && !seen.encrypted();
  const bool in_upgrade = stage == StageName::upgrade && !seen.upgraded();
  const std::string_view when = stage == StageName::logon     ? "during the logon"
                                : in_tls                      ? "during the TLS handshake"
                                : in_upgrade                  ? "during the upgrade"
                                : stage == StageName::upgrade ? "after the upgrade"
                                                              : "at once";
  found.push_back(
      {.where = probed.address(),
       .message = fmt::format(
           "the port is open, but the connection was closed {}: {}", when,
           wants_header ? "it expects the header of the PROXY protocol" : reasons(probed)),
       .notes = meant_to_serve(probed),
       .severity = Severity::error});
}

}  // namespace

Rule live_port_open_not_ready() { return {.severity = Severity::warning, .check = check}; }

}  // namespace ampslint
