#include <fmt/core.h>

#include "check/rule.hpp"
#include "check/upgrade.hpp"
#include "support/version_needs.hpp"

namespace ampslint {
namespace {

void check(const Upgrade& upgrade, Diagnostics& found) {
  for (const Need& need : needs_of(upgrade.instance)) {
    // element-too-new and value-too-new report what the present version does not know either.
    if (upgrade.to >= need.version || upgrade.from < need.version) continue;
    found.push_back({.where = need.where,
                     .message = fmt::format("version {} does not know {}, which requires {}",
                                            shown(upgrade.to), need.what, need.since)});
  }
}

}  // namespace

Rule version_feature_lost() { return {Severity::warning, check}; }

}  // namespace ampslint
