#include <fmt/core.h>

#include "check/match/match.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

bool speaks_tcp(const ConnectionString& client) {
  return client.scheme == Scheme::tcp || client.scheme == Scheme::tcps;
}

void check(const Match& match, Diagnostics& found) {
  const Transport* transport = match.reached();
  if (transport == nullptr || match.proxy != nullptr) return;
  if (!speaks_tcp(match.client) || !match.client.preflight()) return;
  const std::string_view key = match.client.option("http_preflight")->key;
  found.push_back({
      .where = match.client.at(key),
      .message =
          fmt::format("'{}' is meant for an HTTP proxy, but this is the address of {} itself",
                      match.client.show(key), transport->label()),
      .notes = {{transport->inet_addr().where, "the transport listens here"}},
  });
}

}  // namespace

Rule connect_preflight_direct() { return {Severity::note, check}; }

}  // namespace ampslint
