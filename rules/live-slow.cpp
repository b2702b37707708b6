#include <fmt/core.h>

#include <algorithm>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

constexpr double milliseconds_in_second = 1000;

void check(const Probed& probed, Diagnostics& found) {
  const Observation& seen = probed.seen;
  if (!seen.ready() || seen.stages.empty()) return;
  const double took = seen.milliseconds() / milliseconds_in_second;
  const auto exceeds = [took](double limit) { return limit > 0 && took > limit; };
  const bool critical = exceeds(seen.crit_seconds);
  if (!critical && !exceeds(seen.warn_seconds)) return;
  const Stage& slowest = *std::ranges::max_element(seen.stages, {}, &Stage::milliseconds);
  std::string message = fmt::format(
      "ready only after {:.3f} s, more than '{} {}' allows; the slowest stage is '{}' with {:.3f} "
      "s",
      took, critical ? "--crit" : "--warn", critical ? seen.crit_seconds : seen.warn_seconds,
      to_string(slowest.name), slowest.milliseconds / milliseconds_in_second);
  found.push_back({.where = probed.address(),
                   .message = std::move(message),
                   .notes = meant_to_serve(probed),
                   .severity = critical ? Severity::error : Severity::warning});
}

}  // namespace

Rule live_slow() { return {.severity = Severity::warning, .check = check}; }

}  // namespace ampslint
