#include <fmt/core.h>

#include <map>

#include "base/ascii.hpp"
#include "check/failover.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Failover& list, Diagnostics& found) {
  std::map<std::string, Span> seen;
  for (const ConnectionString& client : list.strings) {
    const Parts& parts = client.parts();
    if (client.has_placeholder || client.unix_socket() || parts.host.empty()) continue;
    const std::string endpoint = to_lower(parts.host) + ":" + std::string(parts.port);
    const auto [first, is_first] = seen.try_emplace(endpoint, client.where);
    if (is_first) continue;
    found.push_back({.where = client.where,
                     .message = fmt::format("'{}' appears twice in the list", endpoint),
                     .notes = {{first->second, "the first one is here"}}});
  }
}

}  // namespace

Rule failover_duplicate_endpoint() { return {Severity::warning, check}; }

}  // namespace ampslint
