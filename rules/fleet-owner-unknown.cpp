#include <fmt/core.h>

#include <algorithm>

#include "base/suggest.hpp"
#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "support/owned_queues.hpp"

namespace ampslint {
namespace {

void check(const Fleet& fleet, Diagnostics& found) {
  for (const Together& fabric : fleet.fabrics()) {
    std::vector<std::string_view> names;
    for (const Instance* instance : fabric) {
      if (is_known(instance->name)) names.push_back(instance->name.value);
    }
    if (names.size() != fabric.size()) continue;
    for (const OwnedQueue& own : owned_queues(fabric)) {
      if (std::ranges::find(names, own.owner.value) != names.end()) continue;
      // Without a likely slip, the owner is simply not among the configurations given.
      const std::string_view near = slip_of(own.owner.value, names);
      if (near.empty()) continue;
      found.push_back(
          {.where = own.owner.where,
           .message = fmt::format("none of the given instances is called '{}'; did you mean '{}'?",
                                  own.owner.value, near)});
    }
  }
}

}  // namespace

Rule fleet_owner_unknown() { return {Severity::warning, check}; }

}  // namespace ampslint
