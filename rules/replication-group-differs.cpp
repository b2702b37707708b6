#include <fmt/core.h>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"

namespace ampslint {
namespace {

void check(const Fleet& fleet, Diagnostics& found) {
  for (const Link& link : fleet.links) {
    const Text given = link.destination->peer_group();
    const Text& real = link.to->own_group();
    if (!link.certain || !is_known(given) || !is_known(real) || given.value == real.value) continue;
    Diagnostic reported{.where = given.where,
                        .message = fmt::format("{} is in group '{}', not in '{}'", called(*link.to),
                                               real.value, given.value),
                        .notes = {{real.where, "its group is set here"}}};
    if (!link.destination->group()) {
      // The manual calls a destination's group required, and yet lets it default to the name.
      reported.severity = Severity::warning;
      reported.message += ", which also serves as the group when there is no Group";
    } else if (given.pieces.empty()) {
      reported.fix = {{{given.where, std::string(real.value)}}, false};
    }
    found.push_back(std::move(reported));
  }
}

}  // namespace

Rule replication_group_differs() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
