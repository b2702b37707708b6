#include <fmt/core.h>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const ProtocolDefinition& defined : instance.protocols) {
    if (!is_known(defined.name()) || !is_known(defined.module())) continue;
    const std::string module = to_lower(defined.module().value);
    if (to_lower(defined.name().value).find(module) != std::string::npos) continue;
    found.push_back(
        {.where = defined.name().where,
         .message = fmt::format("the name '{}' does not show that the protocol uses module '{}'",
                                defined.name().value, defined.module().value)});
  }
}

}  // namespace

Rule protocol_name_unclear() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
