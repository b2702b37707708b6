#include <fmt/core.h>

#include "check/match/match.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

bool speaks_tcp(const ConnectionString& client) {
  return client.scheme == Scheme::tcp || client.scheme == Scheme::tcps;
}

void check(const Match& match, Diagnostics& found) {
  const ConnectionString& client = match.client;
  const Parts& parts = client.parts();
  if (parts.prefix.empty() || match.reached() == nullptr || match.proxy != nullptr) return;
  // `/myamps/json` has no prefix, but a protocol that begins with something else.
  const bool whole = parts.prefix.data() + parts.prefix.size() != parts.protocol.data();
  if (!whole || !speaks_tcp(client) || client.preflight()) return;
  found.push_back({
      .where = client.at(parts.prefix),
      .message = fmt::format("the path prefix '{}' has no effect without 'http_preflight=true'",
                             client.show(parts.prefix)),
  });
}

}  // namespace

Rule connect_prefix_unused() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
