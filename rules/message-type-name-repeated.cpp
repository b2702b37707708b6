#include <fmt/core.h>

#include <map>

#include "check/rule.hpp"
#include "suggest.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  std::map<std::string_view, Span> seen;
  for (const auto& defined : instance.message_types) {
    if (!defined.name || defined.name.unresolved) continue;
    const auto [first, is_first] = seen.try_emplace(defined.name.value, defined.name.where);
    if (is_first) continue;
    found.push_back(
        {.where = defined.name.where,
         .message = fmt::format("a second message type called '{}'", printable(defined.name.value)),
         .notes = {{first->second, "the first one is here"}}});
  }
}

}  // namespace

Rule message_type_name_repeated() { return {Severity::error, check}; }

}  // namespace ampslint
