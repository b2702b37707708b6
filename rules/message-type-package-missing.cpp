#include <fmt/core.h>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const MessageTypeDefinition& type : instance.message_types) {
    const Text message = text_of(type.element, "Type");
    if (!equal_ignoring_case(type.module().value, "protobuf") || !is_known(message)) continue;
    if (message.value.find('.') != std::string_view::npos) continue;
    found.push_back(
        {.where = message.where,
         .message = fmt::format("'{}' has no package; expected a name such as 'package.{}'",
                                message.value, message.value)});
  }
}

}  // namespace

Rule message_type_package_missing() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
