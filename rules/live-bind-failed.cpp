#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  if (!probed.failed(Fault::no_local_address)) return;
  const ConnectionString& client = probed.client;
  const Option* bind = client.unix_socket() ? nullptr : client.option("bind");
  const std::string reason = probed.seen.reason;
  if (bind == nullptr) {
    found.push_back({.where = probed.address(),
                     .message = fmt::format("this host has no address to reach '{}' from: '{}'",
                                            probed.seen.address, reason)});
    return;
  }
  found.push_back({.where = client.at(bind->value),
                   .message = fmt::format("this host cannot connect from '{}' to '{}': '{}'",
                                          client.show(bind->value), probed.seen.address, reason)});
}

}  // namespace

Rule live_bind_failed() { return {.severity = Severity::error, .check = check}; }

}  // namespace ampslint
