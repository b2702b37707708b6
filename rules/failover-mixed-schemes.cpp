#include <fmt/core.h>

#include "check/failover.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Failover& list, Diagnostics& found) {
  const ConnectionString* first = nullptr;
  for (const ConnectionString& client : list.strings) {
    if (client.scheme == Scheme::unknown) continue;
    if (first == nullptr) first = &client;
    if (client.scheme == first->scheme) continue;
    // Without a kind in force a list of ws and tcp is in part the C family's.
    const ConnectionString& theirs = is_c_family(first->kind) ? *first : client;
    if (!is_c_family(theirs.kind)) continue;
    const std::string_view scheme = client.parts().scheme;
    const std::string_view first_scheme = first->parts().scheme;
    found.push_back({.where = client.at(scheme),
                     .message = fmt::format(
                         "'{}' in a list that begins with '{}': {} cannot change "
                         "the scheme",
                         client.show(scheme), first->show(first_scheme), display_name(theirs.kind)),
                     .notes = {{first->at(first_scheme), "the first one is here"}}});
  }
}

}  // namespace

Rule failover_mixed_schemes() { return {Severity::error, check}; }

}  // namespace ampslint
