#include <fmt/core.h>

#include <algorithm>

#include "base/suggest.hpp"
#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"

namespace ampslint {
namespace {

/// The names and groups that a destination could mean; empty where one of them is not known, or an
/// instance is given alone, without its peers.
std::vector<std::string_view> identities(const Fleet& fleet) {
  std::vector<std::string_view> names;
  if (fleet.instances.size() < 2) return names;
  for (const Instance* instance : fleet.instances) {
    if (instance->incomplete || !is_known(instance->name)) return {};
    if (!is_known(instance->own_group())) return {};
    if (!replicates(*instance)) continue;
    names.push_back(instance->name.value);
    names.push_back(instance->own_group().value);
  }
  return names;
}

void check(const Fleet& fleet, Diagnostics& found) {
  const std::vector<std::string_view> names = identities(fleet);
  for (const Instance* instance : fleet.instances) {
    for (const Destination& destination : instance->destinations) {
      const Text& name = destination.group() ? destination.group() : destination.name();
      if (names.empty() || !is_known(name) || !fleet.links_of(destination).empty()) continue;
      if (std::ranges::find(names, name.value) != names.end()) continue;
      const Reached reached = reached_by(fleet, *instance, destination);
      std::string_view near = slip_of(name.value, names);
      // Without a likely slip, or a port of the own host, the peer is simply not among the
      // configurations given.
      const bool is_meant = reached.only != nullptr && (reached.on_own_host || !near.empty());
      if (is_meant) near = reached.only->own_group().value;
      if (near.empty()) continue;
      Diagnostic reported{
          .where = name.where,
          .message = fmt::format(
              "none of the given instances or groups is called '{}'; did you mean '{}'?",
              name.value, near)};
      if (is_meant) {
        reported.notes.push_back(
            {reached.transport->inet_addr().where,
             fmt::format("{} listens at the address that it connects to", called(*reached.only))});
      }
      found.push_back(std::move(reported));
    }
  }
}

}  // namespace

Rule replication_peer_unknown() { return {Severity::warning, check}; }

}  // namespace ampslint
