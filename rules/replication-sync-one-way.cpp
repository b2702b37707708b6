#include <fmt/core.h>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"

namespace ampslint {
namespace {

void check(const Fleet& fleet, Diagnostics& found) {
  for (const Link& link : fleet.links) {
    const Text sync = link.destination->sync_type();
    if (!link.certain || !is_known(sync) || sync.value != "async") continue;
    for (const Link& back : fleet.links_between(*link.to, *link.from)) {
      const Text other = back.destination->sync_type();
      if (!is_known(other) || other.value != "sync") continue;
      found.push_back({.where = sync.where,
                       .message = fmt::format("'async' to {}, but 'sync' in the other direction",
                                              called(*link.to)),
                       .notes = {{other.where, "the other direction is set here"}}});
      break;
    }
  }
}

}  // namespace

Rule replication_sync_one_way() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
