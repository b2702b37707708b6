#include <fmt/core.h>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/value.hpp"

namespace ampslint {
namespace {

Text numa_of(const Instance& instance) {
  const Element* tuning = child_of(&instance.root(), "Tuning");
  return text_of(child_of(tuning, "NUMA"), "Enabled");
}

void check(const Fleet& fleet, Diagnostics& found) {
  for (const Together& host : fleet.hosts()) {
    for (const Instance* instance : host) {
      const Text enabled = numa_of(*instance);
      if (!is_known(enabled) || parse_boolean(enabled.value) != true) continue;
      found.push_back(
          {.where = enabled.where,
           .message = fmt::format("NUMA tuning is enabled, but {} instances share the host",
                                  host.size())});
    }
  }
}

}  // namespace

Rule fleet_numa_shared() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
