#include <fmt/core.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  const auto loaded = default_message_types();
  for (const MessageTypeDefinition& type : instance.message_types) {
    if (!is_known(type.name()) || std::ranges::count(loaded, type.name().value) == 0) continue;
    Diagnostic diagnostic{
        .where = type.name().where,
        .message = fmt::format("this replaces the built-in message type '{}'", type.name().value)};
    // Settings may well be changed so; another format under that name is another matter.
    if (is_known(type.module()) && !equal_ignoring_case(type.module().value, type.name().value)) {
      diagnostic.message += fmt::format(" with one of module '{}'", type.module().value);
      diagnostic.severity = Severity::warning;
    }
    found.push_back(std::move(diagnostic));
  }
}

}  // namespace

Rule message_type_name_builtin() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
