#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "check/fleet.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

bool waits(const Destination& destination) {
  return !destination.transports.empty() && !destination.element->incomplete &&
         destination.is_passive();
}

/// The peer has a destination with an address that is for the instance, or may be.
bool is_called_by(const Fleet& fleet, const Instance& instance, const Instance& peer) {
  return peer.incomplete || std::ranges::any_of(peer.destinations, [&](const Destination& back) {
           return !back.is_passive() && fleet.may_lead(back, instance);
         });
}

void check(const Fleet& fleet, Diagnostics& found) {
  std::set<const Destination*> reported_of;
  for (const Instance* instance : fleet.instances) {
    for (const Destination& destination : instance->destinations) {
      const std::span<const Link> links = fleet.links_of(destination);
      if (!waits(destination) || links.empty()) continue;
      const auto calls = [&](const Link& link) { return is_called_by(fleet, *instance, *link.to); };
      if (std::ranges::any_of(links, calls)) continue;
      Diagnostic reported{.where = destination.where(), .message = {}};
      const std::vector<Link> back = fleet.links_between(*links.front().to, *instance);
      if (back.empty()) {
        reported.message =
            fmt::format("{} has no InetAddr, and {} has no destination that connects",
                        destination.label(), called(*links.front().to));
      } else {
        if (reported_of.contains(&destination)) continue;
        reported_of.insert(back.front().destination);
        reported.message =
            fmt::format("{} has no InetAddr, and the way back from {} has none either",
                        destination.label(), called(*links.front().to));
        reported.severity = Severity::error;
        reported.notes.push_back({back.front().destination->where(), "the way back is here"});
      }
      found.push_back(std::move(reported));
    }
  }
}

}  // namespace

Rule replication_passive_unpaired() { return {Severity::warning, check}; }

}  // namespace ampslint
