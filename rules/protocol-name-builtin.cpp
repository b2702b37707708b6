#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const ProtocolDefinition& defined : instance.protocols) {
    if (!defined.name() || !protocol_named(defined.name().value)) continue;
    found.push_back(
        {.where = defined.name().where,
         .message = fmt::format("'{}' is the name of a built-in protocol", defined.name().value)});
  }
}

}  // namespace

Rule protocol_name_builtin() { return {Severity::warning, check}; }

}  // namespace ampslint
