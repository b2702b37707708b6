#include <fmt/core.h>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"

namespace ampslint {
namespace {

void check(const Fleet& fleet, Diagnostics& found) {
  for (const Link& link : fleet.links) {
    const Text sync = link.destination->sync_type();
    const Text& own = link.from->group;
    const Text& its = link.to->group;
    if (!link.certain || !is_known(sync) || sync.value != "async" || !is_known(own) ||
        !is_known(its))
      continue;
    if (own.value != its.value) continue;
    found.push_back(
        {.where = sync.where,
         .message = fmt::format("'async' between {} and {}, both in group '{}': a client that "
                                "fails over may miss messages",
                                called(*link.from), called(*link.to), own.value)});
  }
}

}  // namespace

Rule replication_async_in_group() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
