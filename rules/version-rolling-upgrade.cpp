#include <fmt/core.h>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "check/upgrade.hpp"
#include "support/version_needs.hpp"

namespace ampslint {
namespace {

void check(const Upgrade& upgrade, Diagnostics& found) {
  constexpr std::string_view oldest = "5.2.0.0";
  const Version least = *parse_version(oldest);
  if (!replicates(upgrade.instance) || upgrade.from == upgrade.to) return;
  if (upgrade.from >= least && upgrade.to >= least) return;
  const Instance& instance = upgrade.instance;
  const Span where = instance.destinations.empty() ? instance.replication_transport()->where()
                                                   : instance.destinations.front().where();
  found.push_back({.where = where,
                   .message = fmt::format("servers of versions {} and {} replicate to each other "
                                          "during the upgrade; {} is the oldest version that can",
                                          shown(upgrade.from), shown(upgrade.to), oldest)});
}

}  // namespace

Rule version_rolling_upgrade() { return {Severity::warning, check}; }

}  // namespace ampslint
