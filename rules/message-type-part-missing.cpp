#include <fmt/core.h>

#include "check/rule.hpp"
#include "suggest.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const MessageTypeDefinition& defined : instance.message_types) {
    if (!defined.is_composite() || defined.element->incomplete || !defined.parts().empty())
      continue;
    found.push_back({.where = defined.module.where,
                     .message = fmt::format("a type of module '{}' needs a 'MessageType' for each "
                                            "of its parts",
                                            printable(defined.module.value))});
  }
}

}  // namespace

Rule message_type_part_missing() { return {Severity::error, check}; }

}  // namespace ampslint
