#include <fmt/core.h>

#include <map>
#include <string_view>
#include <utility>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  std::map<std::pair<const Element*, std::string_view>, Span> seen;
  for (const Inclusion& inclusion : instance.document.inclusions) {
    const auto [first, is_first] =
        seen.try_emplace({inclusion.parent, inclusion.file}, inclusion.name.where);
    if (is_first) continue;
    found.push_back({.where = inclusion.name.where,
                     .message = fmt::format("'{}' is included twice in '{}'", inclusion.name.value,
                                            inclusion.parent->name().value),
                     .notes = {{first->second, "it is first included here"}}});
  }
}

}  // namespace

Rule xml_include_repeated() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
