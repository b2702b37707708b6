#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "check/rule.hpp"
#include "suggest.hpp"

namespace ampslint {
namespace {

constexpr std::array<std::string_view, 3> for_protobuf{"Type", "ProtoPath", "ProtoFile"};
constexpr std::array<std::string_view, 1> for_struct{"Field"};

std::span<const std::string_view> needed_by(const Text& module) {
  if (module.value == "protobuf") return for_protobuf;
  if (module.value == "struct") return for_struct;
  return {};
}

void check(const Instance& instance, Diagnostics& found) {
  for (const MessageTypeDefinition& defined : instance.message_types) {
    if (!defined.module || defined.element->incomplete) continue;
    for (const std::string_view name : needed_by(defined.module)) {
      const auto is_it = [name](const Element& child) {
        return equal_ignoring_case(child.name.value, name);
      };
      if (std::ranges::any_of(defined.element->children(), is_it)) continue;
      found.push_back({.where = defined.module.where,
                       .message = fmt::format("a type of module '{}' needs a '{}'",
                                              printable(defined.module.value), name)});
    }
  }
}

}  // namespace

Rule message_type_option_missing() { return {Severity::error, check}; }

}  // namespace ampslint
