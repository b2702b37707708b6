#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  if (!probed.client.unix_socket() || !probed.failed(Fault::no_permission)) return;
  found.push_back({.where = probed.address(),
                   .message = fmt::format("this user cannot use socket '{}': it must be writable, "
                                          "and its parent folders searchable",
                                          probed.seen.address),
                   .notes = meant_to_serve(probed)});
}

}  // namespace

Rule live_unix_permission_denied() { return {.severity = Severity::error, .check = check}; }

}  // namespace ampslint
