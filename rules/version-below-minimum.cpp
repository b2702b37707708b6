#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/version_needs.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  // Nobody said that it is to run on this one.
  const bool assumed = instance.version == parse_version(default_amps_version);
  for (const Minimum& minimum : minimums_of(instance)) {
    if (instance.version >= minimum.version) continue;
    found.push_back(
        {.where = minimum.text.where,
         .message = fmt::format("version {} {}", shown(instance.version), minimum.refusal()),
         .severity = assumed ? Severity::warning : minimum.severity()});
  }
}

}  // namespace

Rule version_below_minimum() { return {Severity::error, check}; }

}  // namespace ampslint
