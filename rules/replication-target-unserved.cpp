#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "support/replication_targets.hpp"

namespace ampslint {
namespace {

/// The instance that takes replication at that address and is not meant, or null; certain where
/// both are known to be on the host that the address names.
const Instance* other_at(const Fleet& fleet, const ReplicationTarget& aim, bool& certain) {
  const Instance* found = nullptr;
  for (const Instance* instance : fleet.instances) {
    if (replication_at(*instance, aim.address) == nullptr) continue;
    if (instance == aim.from) continue;
    certain = is_of_own_host(aim.address) && fleet.share_a_host(*aim.from, *instance);
    found = instance;
    if (certain) break;
  }
  return found;
}

/// The same host with the port at which the peer takes replication; empty for none, or several.
std::string corrected(const ReplicationTarget& aim) {
  const Transport* only = aim.target.instance->replication_transport();
  if (only == nullptr || !only->address) return {};
  const std::size_t kept = aim.text.value.size() - std::to_string(aim.address.port).size();
  return std::string(aim.text.value.substr(0, kept)) + std::to_string(only->address->port);
}

void report(const ReplicationTarget& aim, const Instance* other, bool certain, Diagnostics& found) {
  const std::string peer = called(*aim.target.instance);
  const std::string right = corrected(aim);
  Diagnostic reported{.where = aim.text.where, .message = {}};
  if (certain) {
    reported.message =
        fmt::format("{} listens on '{}', not {}", called(*other), aim.text.value, peer);
    reported.severity = Severity::error;
  } else if (aim.target.instance->replication_transport() == nullptr) {
    reported.message = fmt::format("{} has no replication transport", peer);
  } else {
    reported.message =
        fmt::format("{} does not accept replication on port {}", peer, aim.address.port);
  }
  if (!right.empty()) {
    reported.message += fmt::format("; did you mean '{}'?", right);
    const Transport* there = aim.target.instance->replication_transport();
    reported.notes.push_back({there->inet_addr().where, fmt::format("{} listens here", peer)});
    if (aim.text.pieces.empty()) reported.fix = {{{aim.text.where, right}}, false};
  }
  if (other != nullptr) {
    reported.notes.push_back({replication_at(*other, aim.address)->inet_addr().where,
                              fmt::format("{} listens here", called(*other))});
  }
  found.push_back(std::move(reported));
}

/// Several instances look for a peer at one port: it is the peer that is elsewhere.
void report(const std::vector<ReplicationTarget>& aims, Diagnostics& found) {
  const Instance& peer = *aims.front().target.instance;
  const Transport* transport = peer.replication_transport();
  Diagnostic reported{.where = transport->inet_addr().where,
                      .message = fmt::format("port {} is where {} other instances expect {}",
                                             aims.front().address.port, aims.size(), called(peer))};
  for (const ReplicationTarget& aim : aims) {
    reported.notes.push_back({aim.text.where, fmt::format("{} connects here", called(*aim.from))});
  }
  found.push_back(std::move(reported));
}

void check(const Fleet& fleet, Diagnostics& found) {
  std::map<std::pair<const Instance*, std::uint16_t>, std::vector<ReplicationTarget>> missed;
  std::vector<std::pair<const Instance*, std::uint16_t>> order;
  std::set<const Destination*> seen;
  each_aim(fleet, [&](const ReplicationTarget& aim) {
    if (aim.target.hit != TargetKind::nothing) return;
    // It connects to itself: reported for its own configuration.
    if (is_of_own_host(aim.address) && replication_at(*aim.from, aim.address) != nullptr) return;
    bool certain = false;
    const Instance* other = other_at(fleet, aim, certain);
    if (certain) {
      report(aim, other, certain, found);
      return;
    }
    // Another address of a group may be of an instance that is not given.
    if (is_reached(fleet, *aim.destination) || !seen.insert(aim.destination).second) return;
    if (other != nullptr || aim.target.instance->replication_transport() == nullptr) {
      report(aim, other, false, found);
      return;
    }
    const std::pair key{aim.target.instance, aim.address.port};
    if (!missed.contains(key)) order.push_back(key);
    missed[key].push_back(aim);
  });
  for (const auto& key : order) {
    const std::vector<ReplicationTarget>& aims = missed[key];
    if (aims.size() > 1) {
      report(aims, found);
    } else {
      report(aims.front(), nullptr, false, found);
    }
  }
}

}  // namespace

Rule replication_target_unserved() {
  return {.severity = Severity::warning, .check = check, .fixable = true};
}

}  // namespace ampslint
