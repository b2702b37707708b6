#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  const bool refused = probed.failed(StageName::connect, Fault::refused);
  const bool is_socket = !probed.failed(StageName::connect, Fault::no_socket);
  if (!probed.client.unix_socket() || (!refused && is_socket)) return;
  found.push_back(
      {.where = probed.address(),
       .message = is_socket
                      ? fmt::format("the socket '{}' exists, but nothing accepts connections on "
                                    "it: a stopped server left it behind",
                                    probed.seen.address)
                      : fmt::format("the file '{}' is not a socket", probed.seen.address),
       .notes = meant_to_serve(probed)});
}

}  // namespace

Rule live_unix_stale_socket() { return {.severity = Severity::error, .check = check}; }

}  // namespace ampslint
