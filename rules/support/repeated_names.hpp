#pragma once

#include <fmt/core.h>

#include <map>
#include <string_view>

#include "base/diagnostic.hpp"

namespace ampslint {

/// Reports each of the definitions that bears the name of an earlier one; `what` they are, as a
/// message says it.
template <typename Definitions>
void report_repeated_names(const Definitions& definitions, std::string_view what,
                           Diagnostics& found) {
  std::map<std::string_view, Span> seen;
  for (const auto& defined : definitions) {
    if (!defined.name() || defined.name().unresolved) continue;
    const auto [first, is_first] = seen.try_emplace(defined.name().value, defined.name().where);
    if (is_first) continue;
    found.push_back({.where = defined.name().where,
                     .message = fmt::format("a second {} called '{}'", what, defined.name().value),
                     .notes = {{first->second, "the first one is here"}}});
  }
}

}  // namespace ampslint
