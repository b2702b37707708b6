#include <fmt/core.h>

#include <map>

#include "check/rule.hpp"
#include "suggest.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  std::map<std::string_view, Span> seen;
  for (const Transport& transport : instance.transports) {
    if (!transport.name || transport.name.unresolved) continue;
    const auto [first, is_first] = seen.try_emplace(transport.name.value, transport.name.where);
    if (is_first) continue;
    found.push_back(
        {.where = transport.name.where,
         .message = fmt::format("a second transport called '{}'", printable(transport.name.value)),
         .notes = {{first->second, "the first one is here"}}});
  }
}

}  // namespace

Rule transport_name_repeated() { return {Severity::warning, check}; }

}  // namespace ampslint
