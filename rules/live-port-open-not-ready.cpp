#include <fmt/core.h>

#include "check/rule.hpp"

namespace ampslint {
namespace {

/// What the server may have against the client, by how far it let it come.
std::string reasons(const Probed& probed) {
  if (probed.seen.failed_at() != StageName::logon) return "the server may still be starting";
  std::string text = "the server may still be starting";
  if (!probed.client.tls() && !probed.client.unix_socket()) text += ", want TLS";
  return text + ", speak another protocol or refuse the credentials";
}

void check(const Probed& probed, Diagnostics& found) {
  const StageName stage = probed.seen.failed_at();
  const bool open = stage == StageName::connect || stage == StageName::logon ||
                    (stage == StageName::tls && !probed.seen.tls->version.empty());
  if (!probed.failed(Fault::closed) || !open) return;
  const std::string when = stage == StageName::logon ? "during the logon" : "at once";
  found.push_back({.where = probed.address(),
                   .message = fmt::format("the port is open, but the connection was closed {}: {}",
                                          when, reasons(probed)),
                   .notes = meant_to_serve(probed)});
}

}  // namespace

Rule live_port_open_not_ready() { return {.severity = Severity::warning, .check = check}; }

}  // namespace ampslint
