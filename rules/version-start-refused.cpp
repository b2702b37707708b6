#include <fmt/core.h>

#include "check/rule.hpp"
#include "check/upgrade.hpp"
#include "support/version_needs.hpp"

namespace ampslint {
namespace {

void check(const Upgrade& upgrade, Diagnostics& found) {
  for (const Minimum& minimum : minimums_of(upgrade.instance)) {
    // version-below-minimum reports the version that the instance runs on.
    if (upgrade.to >= minimum.version || upgrade.from < minimum.version) continue;
    found.push_back({.where = minimum.text.where,
                     .message = fmt::format("version {} {}", shown(upgrade.to), minimum.refusal()),
                     .severity = minimum.severity()});
  }
}

}  // namespace

Rule version_start_refused() { return {Severity::error, check}; }

}  // namespace ampslint
