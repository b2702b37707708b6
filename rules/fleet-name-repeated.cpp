#include <fmt/core.h>

#include <map>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"

namespace ampslint {
namespace {

void check(const Fleet& fleet, Diagnostics& found) {
  std::map<std::string_view, Span> seen;
  for (const Instance* instance : fleet.instances) {
    // Instances that never meet may go by one name.
    if (!is_known(instance->name) || !replicates(*instance)) continue;
    const Text& name = instance->name;
    const auto [first, is_first] = seen.try_emplace(name.value, name.where);
    if (is_first) continue;
    found.push_back(
        {.where = name.where,
         .message = fmt::format("a second replicating instance is called '{}'", name.value),
         .notes = {{first->second, "the first one is here"}}});
  }
}

}  // namespace

Rule fleet_name_repeated() { return {Severity::error, check}; }

}  // namespace ampslint
