#include <fmt/core.h>

#include <map>

#include "check/fleet.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Fleet& fleet, Diagnostics& found) {
  std::map<std::pair<const Instance*, const Instance*>, const Destination*> seen;
  for (const Instance* from : fleet.instances) {
    for (const Destination& destination : from->destinations) {
      const std::span<const Link> links = fleet.links_of(destination);
      // Which of several a destination reaches is not known.
      if (links.size() != 1) continue;
      const auto [first, is_first] = seen.try_emplace({from, links.front().to}, &destination);
      if (is_first) continue;
      // Two of one name are reported for the configuration itself.
      if (first->second->peer_name().value == destination.peer_name().value) continue;
      found.push_back({.where = destination.where(),
                       .message = fmt::format(
                           "a second destination for {}, to which there is only one connection",
                           called(*links.front().to)),
                       .notes = {{first->second->where(), "the first one is here"}}});
    }
  }
}

}  // namespace

Rule replication_link_repeated() { return {Severity::warning, check}; }

}  // namespace ampslint
