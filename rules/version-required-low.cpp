#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/version_needs.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  const std::vector<Need> needs = needs_of(instance);
  const auto most = std::ranges::max_element(needs, {}, &Need::version);
  if (most == needs.end()) return;
  for (const Minimum& minimum : minimums_of(instance)) {
    if (!minimum.required || minimum.version >= most->version) continue;
    found.push_back(
        {.where = minimum.text.where,
         .message = fmt::format("'{}' allows a server that is older than the configuration needs",
                                minimum.text.value),
         .notes = {{most->where, fmt::format("{} requires version {}", most->what, most->since)}}});
  }
}

}  // namespace

Rule version_required_low() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
